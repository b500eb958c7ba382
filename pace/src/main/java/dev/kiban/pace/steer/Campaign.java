package dev.kiban.pace.steer;

import dev.kiban.pace.steer.Forecast.Verdict;
import java.time.Duration;
import java.time.Instant;

/// Jobs that have to start until a deadline. They are paced to be through a margin earlier: so many
/// percent of the whole time, of which the end is fixed. A margin of the time that remains would be
/// used up bit by bit, and end at the deadline itself.
///
/// ```java
/// Forecast forecast = campaign.at(now, remaining, new Bounds(Speed.of(1), databaseAllows));
/// ```
///
/// @param marginPercent of the time from start to deadline, less than 100
public record Campaign(Instant start, Instant deadline, int marginPercent) {
    /// Where nothing is said about the margin.
    public static final int USUAL_MARGIN_PERCENT = 10;

    private static final int PERCENT = 100;

    /// Between what speeds a campaign may go.
    ///
    /// @param floor it is never slower, unless the ceiling is
    /// @param ceiling what that which it works on can bear now
    public record Bounds(Speed floor, Speed ceiling) {}

    /// @throws IllegalArgumentException if there is no time
    public Campaign {
        if (!deadline.isAfter(start) || marginPercent < 0 || marginPercent >= PERCENT) {
            throw new IllegalArgumentException(
                    "from %s to %s, with a margin of %d%%"
                            .formatted(start, deadline, marginPercent));
        }
    }

    /// When it is to be through.
    public Instant target() {
        long window = Duration.between(start, deadline).toMillis();
        return start.plusMillis(window * (PERCENT - marginPercent) / PERCENT);
    }

    /// How fast it goes from now on, and what comes of that.
    ///
    /// @param remaining jobs that have not started
    public Forecast at(Instant now, long remaining, Bounds bounds) {
        if (remaining <= 0) {
            return Forecast.done(now);
        }
        if (!now.isBefore(deadline)) {
            Speed all = bounds.ceiling();
            return new Forecast(Verdict.LATE, all, all, all.through(remaining, now));
        }
        boolean inTime = now.isBefore(target());
        Speed needed = Speed.forAll(remaining, Duration.between(now, inTime ? target() : deadline));
        Speed speed = needed.atLeast(bounds.floor()).atMost(bounds.ceiling());
        Instant through = speed.through(remaining, now);
        if (through.isAfter(deadline)) {
            return new Forecast(Verdict.WILL_MISS, speed, needed, through);
        }
        boolean onTrack = inTime && !needed.exceeds(speed);
        Verdict verdict = onTrack ? Verdict.ON_TRACK : Verdict.AT_RISK;
        return new Forecast(verdict, speed, needed, through);
    }
}
