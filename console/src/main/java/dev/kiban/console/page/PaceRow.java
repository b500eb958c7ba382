package dev.kiban.console.page;

import dev.kiban.console.Paces.Limit;
import dev.kiban.console.Paces.Pace;
import java.util.List;
import java.util.stream.Collectors;

/// A pace in the table.
public record PaceRow(Visitor visitor, Pace pace) {

    public PaceMark mark() {
        return PaceMark.of(pace);
    }

    /// Its rates, as they are now.
    public String rates() {
        List<Limit> limits = pace.limits();
        return limits.stream()
                .map(
                        limit ->
                                limits.size() == 1
                                        ? rate(limit)
                                        : "%s %s".formatted(limit.name(), rate(limit)))
                .collect(Collectors.joining(", "));
    }

    private static String rate(Limit limit) {
        return limit.now().orElse(limit.allowed());
    }

    public String started() {
        return pace.now()
                .map(now -> visitor.say(Phrase.A_SECOND, visitor.figures().number(now.started())))
                .orElse("");
    }

    public String inLine() {
        return pace.now().map(now -> visitor.figures().count(now.inLine())).orElse("");
    }

    public String inFlight() {
        return pace.now()
                .flatMap(now -> now.inFlight())
                .map(
                        jobs ->
                                visitor.say(
                                        Phrase.OF_AT_MOST,
                                        visitor.figures().count(jobs.running()),
                                        visitor.figures().count(jobs.atMost())))
                .orElse("");
    }

    boolean holds(String words) {
        return pace.name().value().contains(words) || pace.owner().value().contains(words);
    }
}
