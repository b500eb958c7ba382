package dev.kiban.console.page;

import dev.kiban.console.Paces.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The last part of a day, for what is kept no longer than that.
///
/// @param last what the address calls it: `6h`
public record DayRange(String last, Span span) {
    /// What can be chosen, the shortest first.
    private static final List<Choice> CHOICES =
            List.of(
                    new Choice("1h", Duration.ofHours(1), Duration.ofSeconds(30)),
                    new Choice("6h", Duration.ofHours(6), Duration.ofMinutes(3)),
                    new Choice("1d", Duration.ofDays(1), Duration.ofMinutes(15)));

    /// A length of time.
    ///
    /// @param last what the address calls it
    /// @param step of its pieces
    public record Choice(String last, Duration length, Duration step) {}

    /// What the address asks for, or the last hour.
    public static DayRange hour(Visitor visitor, Instant now) {
        return of(visitor, CHOICES.getFirst(), now);
    }

    /// What the address asks for, or the last day.
    public static DayRange day(Visitor visitor, Instant now) {
        return of(visitor, CHOICES.getLast(), now);
    }

    private static DayRange of(Visitor visitor, Choice usual, Instant now) {
        Choice choice =
                CHOICES.stream()
                        .filter(one -> one.last().equals(visitor.asked("last")))
                        .findFirst()
                        .orElse(usual);
        long step = choice.step().toSeconds();
        Instant end =
                Instant.ofEpochSecond(Math.floorDiv(now.getEpochSecond(), step) * step + step);
        return new DayRange(
                choice.last(), new Span(end.minus(choice.length()), end, choice.step()));
    }

    public List<Choice> choices() {
        return CHOICES;
    }

    public boolean isChosen(Choice choice) {
        return choice.last().equals(last);
    }
}
