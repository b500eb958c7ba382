package dev.kiban.console.page;

import dev.kiban.console.Profiles.Range;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The time that a visitor wants to see: the last so much, or from one moment to another.
///
/// @param last what the address calls it: `7d`; empty if the time is fixed
public record TimeRange(Optional<String> last, Range range) {
    /// What can be chosen, the shortest first.
    static final Map<String, Duration> CHOICES =
            Map.of(
                    "6h", Duration.ofHours(6),
                    "1d", Duration.ofDays(1),
                    "7d", Duration.ofDays(7),
                    "28d", Duration.ofDays(28),
                    "90d", Duration.ofDays(90));

    static final List<String> ORDER = List.of("6h", "1d", "7d", "28d", "90d");

    private static final String USUAL = "28d";

    /// More pieces than this can hardly be told apart.
    private static final int MAX_PIECES = 120;

    private static final Duration MAX = Duration.ofDays(400);
    private static final Duration MIN = Duration.ofMinutes(10);

    /// Minutes are kept for days only; beyond that there are hours.
    private static final Duration MINUTES_KEPT = Duration.ofDays(7);

    private static final List<Duration> STEPS =
            List.of(
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(15),
                    Duration.ofMinutes(30),
                    Duration.ofHours(1),
                    Duration.ofHours(2),
                    Duration.ofHours(6),
                    Duration.ofHours(12),
                    Duration.ofDays(1),
                    Duration.ofDays(4));

    /// What the address asks for; the usual, where that cannot be.
    public static TimeRange of(Visitor visitor, Instant now) {
        Optional<Instant> from = moment(visitor.asked("from"));
        Optional<Instant> to = moment(visitor.asked("to"));
        if (from.isPresent() && to.isPresent() && isSensible(from.get(), to.get(), now)) {
            return new TimeRange(Optional.empty(), range(from.get(), to.get(), now));
        }
        String last = CHOICES.containsKey(visitor.asked("last")) ? visitor.asked("last") : USUAL;
        Duration length = CHOICES.getOrDefault(last, Duration.ofDays(1));
        return new TimeRange(Optional.of(last), range(now.minus(length), now, now));
    }

    private static boolean isSensible(Instant from, Instant to, Instant now) {
        return from.isAfter(now.minus(MAX))
                && !to.isAfter(now.plus(Duration.ofDays(1)))
                && !from.plus(MIN).isAfter(to);
    }

    /// The pieces that hold a time: the last of them may reach beyond it.
    private static Range range(Instant from, Instant to, Instant now) {
        boolean hasMinutes = from.isAfter(now.minus(MINUTES_KEPT));
        Duration step =
                STEPS.stream()
                        .filter(each -> hasMinutes || each.compareTo(Duration.ofHours(1)) >= 0)
                        .filter(each -> Duration.between(from, to).dividedBy(each) <= MAX_PIECES)
                        .findFirst()
                        .orElse(STEPS.getLast());
        return new Range(floor(from, step), floor(to.plus(step).minusNanos(1), step), step);
    }

    private static Instant floor(Instant time, Duration step) {
        long seconds = step.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), seconds) * seconds);
    }

    private static Optional<Instant> moment(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty(); // what stands in an address may be anything
        }
    }
}
