package dev.kiban.pace.door;

import dev.kiban.kernel.PaceName;
import dev.kiban.pace.PermitAct;
import dev.kiban.pace.PermitAnswer;
import dev.kiban.pace.door.PacePath.Asked;
import dev.kiban.pace.door.PacePath.OfPermit;
import dev.kiban.pace.door.PacePath.OfSignal;
import dev.kiban.pace.reception.Reception;
import dev.kiban.pace.reception.Reception.Entry;
import dev.kiban.pace.reception.Refusal;
import dev.kiban.pace.reception.Said;
import dev.kiban.pace.rpc.RpcDoor;
import dev.kiban.runtime.http.Exchange;
import dev.kiban.runtime.http.ExchangeHandler;
import dev.kiban.runtime.http.Headers;
import dev.kiban.runtime.http.Loop;
import java.util.Optional;
import java.util.OptionalDouble;

/// Takes what comes to the port on one event loop: requests of HTTP by itself, calls of gRPC next
/// door.
final class PaceDoor implements ExchangeHandler {
    private static final CharSequence IDEMPOTENCY_KEY = Headers.ascii("idempotency-key");
    private static final CharSequence X_API_KEY = Headers.ascii("x-api-key");

    private final Reception reception;
    private final Signals signals;
    private final RpcDoor rpc;

    /// Takes what signals say.
    @FunctionalInterface
    interface Signals {
        /// @return whether there is such a signal
        boolean measured(PaceName pace, String signal, double value);
    }

    PaceDoor(Loop loop, Reception.Ports ports, Signals signals) {
        this.reception = new Reception(loop, ports);
        this.signals = signals;
        this.rpc = new RpcDoor(loop, reception);
    }

    @Override
    public void handle(Exchange exchange) {
        if (RpcDoor.isCall(exchange)) {
            rpc.handle(exchange);
            return;
        }
        Optional<PacePath> path = PacePath.of(exchange.target());
        if (path.isEmpty()) {
            Replies.notFound(exchange);
            return;
        }
        switch (reception.enter(pace(path.get()), exchange.requestHeaders().all(X_API_KEY))) {
            case Entry.Closed(Refusal refusal) -> Replies.refuse(refusal, exchange);
            case Entry.Open open -> {
                switch (path.get()) {
                    case Asked asked -> ask(asked, open, exchange);
                    case OfPermit ofPermit -> act(ofPermit, exchange);
                    case OfSignal ofSignal -> tell(ofSignal, open.pace(), exchange);
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

    private void ask(Asked asked, Entry.Open entry, Exchange exchange) {
        switch (exchange.method()) {
            case "GET", "POST" -> {
                Headers headers = exchange.requestHeaders();
                Said said =
                        new Said(
                                header -> headers.get(header, ""),
                                headers.get(IDEMPOTENCY_KEY, ""),
                                !asked.waits(),
                                exchange.clientAddress());
                Held.begin(reception, entry, said, exchange);
            }
            default -> Replies.wrongMethod("GET, POST", exchange);
        }
    }

    private void act(OfPermit permit, Exchange exchange) {
        String method = permit.act() == PermitAct.GIVE_BACK ? "DELETE" : "POST";
        if (!exchange.method().equals(method)) {
            Replies.wrongMethod(method, exchange);
            return;
        }
        reception.settle(permit.act(), permit.permit(), answer -> reply(answer, exchange));
    }

    private static void reply(PermitAnswer answer, Exchange exchange) {
        switch (answer) {
            case NOTED -> Replies.noted(exchange);
            case UNKNOWN -> Replies.refuse(Refusal.unknownPermit(), exchange);
            case STORE_IS_AWAY -> Replies.refuse(Refusal.storeIsAway(), exchange);
        }
    }

    private void tell(OfSignal told, PaceName pace, Exchange exchange) {
        if (!exchange.method().equals("POST")) {
            Replies.wrongMethod("POST", exchange);
            return;
        }
        OptionalDouble value = number(told.value());
        if (value.isEmpty()) {
            Replies.refuse(Refusal.invalid("say '?value=' and a number such as 4.2"), exchange);
        } else if (signals.measured(pace, told.signal(), value.getAsDouble())) {
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
}
