package dev.kiban.pace.steer;

import java.time.Duration;
import java.time.Instant;

/// A signal as it stands.
///
/// @param pressure 0 where it is healthy, 1 where danger begins; smoothed
/// @param trend what the pressure gained in a second, lately
/// @param at when it was measured last; [Instant#MIN] if never
public record Level(Signal signal, double pressure, double trend, Instant at) {
    private static final double SECOND = 1_000;

    /// Of a signal that has not been measured yet: it is stale.
    public static Level unknown(Signal signal) {
        return new Level(signal, 0, 0, Instant.MIN);
    }

    /// After one more value. One that is no number, or not newer, changes nothing.
    public Level then(double value, Instant now) {
        if (Double.isNaN(value) || !now.isAfter(at)) {
            return this;
        }
        double raw = signal.pressure(value);
        if (isStale(now)) {
            return new Level(signal, raw, 0, now);
        }
        double seconds = Duration.between(at, now).toMillis() / SECOND;
        double smoothing = signal.smoothing().toMillis() / SECOND;
        double next = pressure + (raw - pressure) * (1 - Math.exp(-seconds / smoothing));
        return new Level(signal, next, (next - pressure) / seconds, now);
    }

    /// Whether it says nothing any more.
    public boolean isStale(Instant now) {
        return isSilentFor(signal.stale(), now);
    }

    /// Whether the last value is older than that.
    boolean isSilentFor(Duration time, Instant now) {
        return now.minus(time).isAfter(at);
    }

    /// Whether it will be so low within that time, if it goes on like this.
    boolean eases(double to, Duration within) {
        return pressure + trend * within.toMillis() / SECOND <= to;
    }
}
