package dev.kiban.pace.reception;

import dev.kiban.kernel.PaceName;
import dev.kiban.pace.Ask;
import dev.kiban.pace.Pacer;
import dev.kiban.pace.PermitAct;
import dev.kiban.pace.PermitAnswer;
import dev.kiban.pace.plan.Question;
import dev.kiban.pace.reception.AskReader.Reading;
import dev.kiban.pace.reception.Badge.Shown;
import dev.kiban.pace.sight.Busiest;
import dev.kiban.runtime.http.Loop;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/// Takes the asks of one event loop, to which it belongs.
///
/// ```java
/// switch (reception.enter("push", keys)) {
///     case Entry.Open open -> reception.ask(open, said, outcome -> reply(outcome));
///     case Entry.Closed(Refusal refusal) -> refuse(refusal);
/// }
/// ```
public final class Reception {
    private final Loop loop;
    private final Ports ports;
    private final Badge badge = new Badge();
    private final Map<PaceName, Busiest> askers = new HashMap<>();

    /// What it needs of its server.
    ///
    /// @param questions by the names of their paces
    /// @param ends whether no more asks are taken
    public record Ports(
            Pacer pacer,
            Crowd crowd,
            Function<String, Optional<Question>> questions,
            LongSupplier nanos,
            BooleanSupplier ends) {}

    /// Whether somebody may come in.
    public sealed interface Entry {
        /// Yes.
        ///
        /// @param caller a name of their own; empty if anybody may
        record Open(Question question, String caller) implements Entry {
            public PaceName pace() {
                return question.pace();
            }
        }

        /// No.
        record Closed(Refusal refusal) implements Entry {}
    }

    public Reception(Loop loop, Ports ports) {
        this.loop = loop;
        this.ports = ports;
    }

    /// May this caller ask for this pace?
    ///
    /// @param apiKeys those that it shows
    public Entry enter(String pace, List<String> apiKeys) {
        if (ports.ends().getAsBoolean()) {
            return new Entry.Closed(Refusal.ends());
        }
        Optional<Question> question = ports.questions().apply(pace);
        if (question.isEmpty()) {
            return new Entry.Closed(Refusal.unknownPace(pace));
        }
        return switch (badge.of(apiKeys, question.get().askers())) {
            case Shown.Unknown _ -> new Entry.Closed(Refusal.unauthenticated());
            case Shown.Refused _ -> new Entry.Closed(Refusal.forbidden());
            case Shown.Welcome(String caller) -> new Entry.Open(question.get(), caller);
        };
    }

    /// May this job start?
    ///
    /// @param taker who is told once, on the loop, and maybe before this returns
    public Visit ask(Entry.Open entry, Said said, Consumer<Outcome> taker) {
        Visit visit = new Visit(entry.pace().value(), loop, ports, taker);
        switch (AskReader.read(entry.question(), entry.caller(), said)) {
            case Reading.Understood(Ask ask) -> {
                askers(ask.pace()).asked(Crowd.name(ask, entry.caller(), said.address()));
                long now = now();
                Pacer pacer = ports.pacer();
                visit.begin(
                        said.reserves()
                                ? pacer.reserve(ask, visit, now)
                                : pacer.ask(ask, visit, now));
            }
            case Reading.NotUnderstood(Refusal refusal) ->
                    taker.accept(new Outcome.Refused(refusal));
        }
        return visit;
    }

    private Busiest askers(PaceName pace) {
        Busiest known = askers.get(pace);
        if (known != null) {
            return known;
        }
        Busiest joined = ports.crowd().join(pace);
        askers.put(pace, joined);
        return joined;
    }

    /// Does something with a permit.
    ///
    /// @param taker who is told once, on the loop, and maybe before this returns
    public void settle(PermitAct act, String permit, Consumer<PermitAnswer> taker) {
        Settling.begin(loop, taker, told -> ports.pacer().settle(act, permit, told, now()));
    }

    /// By the pacer's clock.
    public long now() {
        return ports.nanos().getAsLong();
    }
}
