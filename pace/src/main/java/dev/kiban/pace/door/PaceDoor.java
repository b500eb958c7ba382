package dev.kiban.pace.door;

import dev.kiban.kernel.PaceName;
import dev.kiban.pace.Ask;
import dev.kiban.pace.Pacer;
import dev.kiban.pace.PermitAct;
import dev.kiban.pace.Priority;
import dev.kiban.pace.door.Badge.Shown;
import dev.kiban.pace.door.PacePath.Asked;
import dev.kiban.pace.door.PacePath.OfPermit;
import dev.kiban.pace.door.PacePath.OfSignal;
import dev.kiban.pace.plan.Question;
import dev.kiban.pace.sight.Busiest;
import dev.kiban.runtime.http.Exchange;
import dev.kiban.runtime.http.ExchangeHandler;
import dev.kiban.runtime.http.Headers;
import dev.kiban.runtime.http.Loop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;

/// Takes the asks of one event loop.
final class PaceDoor implements ExchangeHandler {
    private static final CharSequence IDEMPOTENCY_KEY = Headers.ascii("idempotency-key");
    private static final int MAX_COST_DIGITS = 9;

    /// What is longer is cut: nobody can have us remember megabytes.
    private static final int MAX_KEY_LENGTH = 256;

    private final Loop loop;
    private final Ports ports;
    private final Pacer pacer;
    private final LongSupplier nanos;
    private final Badge badge = new Badge();
    private final Map<PaceName, Busiest> askers = new HashMap<>();

    /// What a door needs of its server.
    ///
    /// @param questions by the names of their paces
    /// @param ends whether no more asks are taken
    record Ports(
            Pacer pacer,
            Signals signals,
            Crowd crowd,
            Function<String, Optional<Question>> questions,
            LongSupplier nanos,
            BooleanSupplier ends) {}

    /// Takes what signals say.
    @FunctionalInterface
    interface Signals {
        /// @return whether there is such a signal
        boolean measured(PaceName pace, String signal, double value);
    }

    PaceDoor(Loop loop, Ports ports) {
        this.loop = loop;
        this.ports = ports;
        this.pacer = ports.pacer();
        this.nanos = ports.nanos();
    }

    @Override
    public void handle(Exchange exchange) {
        Optional<PacePath> path = PacePath.of(exchange.target());
        if (path.isEmpty()) {
            Replies.notFound(exchange);
            return;
        }
        if (ports.ends().getAsBoolean()) {
            Replies.ends(exchange);
            return;
        }
        Optional<Question> question = ports.questions().apply(pace(path.get()));
        if (question.isEmpty()) {
            Replies.unknownPace(pace(path.get()), exchange);
            return;
        }
        switch (badge.of(exchange, question.get().askers())) {
            case Shown.Unknown _ -> Replies.unauthenticated(exchange);
            case Shown.Refused _ -> Replies.forbidden(exchange);
            case Shown.Welcome(String caller) -> {
                switch (path.get()) {
                    case Asked asked -> ask(asked, question.get(), caller, exchange);
                    case OfPermit ofPermit -> act(ofPermit, exchange);
                    case OfSignal ofSignal -> tell(ofSignal, question.get().pace(), exchange);
                }
            }
        }
    }

    @Override
    public RefusedRequest refuse(int status) {
        return new RefusedRequest("application/json", "{\"code\": 3, \"message\": \"no HTTP\"}\n");
    }

    private static String pace(PacePath path) {
        return switch (path) {
            case Asked(String pace, _) -> pace;
            case OfPermit(String pace, _, _) -> pace;
            case OfSignal(String pace, _, _) -> pace;
        };
    }

    private void ask(Asked asked, Question question, String caller, Exchange exchange) {
        switch (exchange.method()) {
            case "GET", "POST" -> {}
            default -> {
                Replies.wrongMethod("GET, POST", exchange);
                return;
            }
        }
        Headers headers = exchange.requestHeaders();
        OptionalInt cost = cost(question, headers);
        if (cost.isEmpty()) {
            Replies.badRequest(
                    "'%s' must be a whole number from 1".formatted(question.cost().orElse("cost")),
                    exchange);
            return;
        }
        Ask ask =
                new Ask(
                        question.pace(),
                        keys(question, headers),
                        cost.getAsInt(),
                        priority(question, headers),
                        question.tenant().isEmpty()
                                ? ""
                                : cut(headers.get(question.tenant().get(), "")),
                        idempotencyKey(caller, headers));
        askers.computeIfAbsent(question.pace(), ports.crowd()::join)
                .asked(Crowd.name(ask, caller, exchange.clientAddress()));
        Held held = new Held(ask, !asked.waits(), exchange, loop, ports);
        long now = nanos.getAsLong();
        held.begin(asked.waits() ? pacer.ask(ask, held, now) : pacer.reserve(ask, held, now));
    }

    private void act(OfPermit permit, Exchange exchange) {
        String method = permit.act() == PermitAct.GIVE_BACK ? "DELETE" : "POST";
        if (exchange.method().equals(method)) {
            Settling.begin(
                    exchange,
                    loop,
                    taker -> pacer.settle(permit.act(), permit.permit(), taker, nanos.getAsLong()));
        } else {
            Replies.wrongMethod(method, exchange);
        }
    }

    private void tell(OfSignal told, PaceName pace, Exchange exchange) {
        if (!exchange.method().equals("POST")) {
            Replies.wrongMethod("POST", exchange);
            return;
        }
        OptionalDouble value = number(told.value());
        if (value.isEmpty()) {
            Replies.badRequest("say '?value=' and a number such as 4.2", exchange);
        } else if (ports.signals().measured(pace, told.signal(), value.getAsDouble())) {
            Replies.noted(exchange);
        } else {
            Replies.unknownSignal(told.signal(), exchange);
        }
    }

    /// Empty if it is none.
    private static OptionalDouble number(String text) {
        if (!text.matches("-?[0-9]{1,18}(\\.[0-9]{1,18})?")) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(Double.parseDouble(text));
    }

    private static List<String> keys(Question question, Headers headers) {
        if (question.keys().isEmpty()) {
            return List.of();
        }
        List<String> keys = new ArrayList<>(question.keys().size());
        for (String header : question.keys()) {
            keys.add(headers.get(header, ""));
        }
        return keys;
    }

    /// Empty if it is no cost.
    private static OptionalInt cost(Question question, Headers headers) {
        String text = question.cost().isEmpty() ? "" : headers.get(question.cost().get(), "");
        if (text.isEmpty()) {
            return OptionalInt.of(1);
        }
        boolean isNumber =
                text.length() <= MAX_COST_DIGITS
                        && text.chars().allMatch(c -> c >= '0' && c <= '9');
        int cost = isNumber ? Integer.parseInt(text) : 0;
        return cost < 1 ? OptionalInt.empty() : OptionalInt.of(cost);
    }

    /// What nobody knows is normal.
    private static Priority priority(Question question, Headers headers) {
        if (question.priority().isEmpty()) {
            return Priority.NORMAL;
        }
        return switch (headers.get(question.priority().get(), "").toLowerCase(Locale.ROOT)) {
            case "high" -> Priority.HIGH;
            case "low" -> Priority.LOW;
            default -> Priority.NORMAL;
        };
    }

    /// Nobody can ask with the key of another caller.
    private static String idempotencyKey(String caller, Headers headers) {
        String key = headers.get(IDEMPOTENCY_KEY, "");
        return key.isEmpty() ? "" : caller + '\n' + cut(key);
    }

    private static String cut(String text) {
        return text.length() <= MAX_KEY_LENGTH ? text : text.substring(0, MAX_KEY_LENGTH);
    }
}
