package dev.kiban.console.page;

import dev.kiban.kernel.ServiceName;
import dev.kiban.slo.DemoCounts.Ground;
import java.util.Optional;

/// Says plainly what was never measured.
///
/// @param ground empty while nobody knows
public record DemoNotice(Visitor visitor, Optional<Ground> ground) {

    /// Whether counts of a service are made up.
    public boolean isOf(ServiceName service) {
        return ground.isPresent() && ground.get().demo().contains(service);
    }

    /// Of all services; empty if nothing is made up.
    public String ofAll() {
        return ground.filter(known -> !known.demo().isEmpty())
                .map(
                        known ->
                                visitor.say(
                                        Phrase.MADE_UP_SERVICES,
                                        visitor.figures().count(known.demo().size())))
                .orElse("");
    }

    /// Of one service; empty if nothing is made up.
    public String of(ServiceName service) {
        return ground.filter(known -> known.demo().contains(service))
                .map(
                        known ->
                                known.realSince()
                                        .map(visitor.figures()::time)
                                        .map(since -> visitor.say(Phrase.MADE_UP_UNTIL, since))
                                        .orElseGet(() -> visitor.say(Phrase.MADE_UP)))
                .orElse("");
    }
}
