package dev.kiban.pace.steer;

import dev.kiban.pace.steer.Position.Move;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Brings a rate down before that which jobs work on suffers, and up again when it is well: down by
/// a part of what there is, as soon as danger is near; up by small steps; and between both a wide
/// band in which nothing moves. So a lag that follows the rate does not swing it.
///
/// ```java
/// position = Steering.USUAL.decide(position, List.of(lag, threads), now);
/// pacer.change(push, "all", position.rate(declared), nanos);
/// ```
///
/// Three things keep it calm. What was taken away has to show before more is taken. Nothing is
/// taken while a level eases by itself. And where danger showed the last time is remembered: up to
/// nearly there it climbs as usual, and from there on slowly.
///
/// A stale signal stops the climb. If it stays away, the rate leans to the share that was declared
/// to be safe without knowing anything.
///
/// @param floor share of the declared rate that is always there
/// @param safe share of the declared rate where nobody knows how things are; it begins there
/// @param settle after so long, what was changed shows in the signals
/// @param climb so long it takes from nothing to the declared rate
public record Steering(double floor, double safe, Duration settle, Duration climb) {
    /// Where nothing is said about it.
    public static final Steering USUAL =
            new Steering(0.01, 0.2, Duration.ofSeconds(30), Duration.ofMinutes(10));

    private static final double CALM = 0.1;
    private static final double NEAR = 0.8;

    /// How much of the rate stays: at most, at least.
    private static final double GENTLE = 0.9;

    private static final double HARSH = 0.5;
    private static final int STEEPNESS = 5;

    /// So many times the settling is a danger that eases worth waiting for.
    private static final int WAITED_FOR = 10;

    /// Nobody counts on a signal any more that was away for so many times what makes it stale.
    private static final int MISSED = 3;

    private static final double NEARLY = 0.9;
    private static final int SLOWLY = 16;

    /// @throws IllegalArgumentException if it could not steer
    public Steering {
        if (!(floor >= 0 && floor <= safe && safe <= 1)) {
            throw new IllegalArgumentException(
                    "floor %s, safe %s: 0 ≤ floor ≤ safe ≤ 1".formatted(floor, safe));
        }
        if (!settle.isPositive() || !climb.isPositive()) {
            throw new IllegalArgumentException(
                    "settles in %s, climbs in %s".formatted(settle, climb));
        }
    }

    /// Where it begins.
    public Position begin(Instant now) {
        return new Position(safe, Position.UNKNOWN, now, Instant.MIN, Move.HOLDS);
    }

    /// Where it goes from there. Without signals it climbs.
    public Position decide(Position before, List<Level> levels, Instant now) {
        if (!now.isAfter(before.at())) {
            return before;
        }
        Optional<Level> worst =
                levels.stream()
                        .filter(level -> !level.isStale(now))
                        .max(Comparator.comparingDouble(Level::pressure));
        double pressure = worst.map(Level::pressure).orElse(0.0);
        if (pressure >= NEAR) {
            return danger(before, worst.get(), now);
        }
        if (levels.stream().anyMatch(level -> isLost(level, now))) {
            return lean(before, now);
        }
        boolean blind = levels.stream().anyMatch(level -> level.isStale(now));
        return blind || pressure > CALM
                ? before.moved(before.share(), Move.HOLDS, now)
                : climb(before, now);
    }

    private static boolean isLost(Level level, Instant now) {
        return level.isSilentFor(level.signal().stale().multipliedBy(MISSED), now);
    }

    private Position danger(Position before, Level worst, Instant now) {
        boolean shown = now.minus(settle).isAfter(before.fell());
        if (!shown || worst.eases(NEAR, settle.multipliedBy(WAITED_FOR))) {
            return before.moved(before.share(), Move.HOLDS, now);
        }
        double kept = Math.clamp(GENTLE - (worst.pressure() - NEAR) / STEEPNESS, HARSH, GENTLE);
        double share = Math.max(Math.min(floor, before.share()), before.share() * kept);
        return new Position(share, before.share(), now, now, Move.FALLS);
    }

    private Position lean(Position before, Instant now) {
        double step = step(before, now);
        double share = before.share() + Math.clamp(safe - before.share(), -step, step);
        return before.moved(share, Move.LEANS, now);
    }

    private Position climb(Position before, Instant now) {
        double step = step(before, now);
        double share =
                before.isNear(NEARLY) ? before.share() + step / SLOWLY : before.share() + step;
        return before.moved(Math.min(1, share), Move.CLIMBS, now);
    }

    /// A program that stood still has not climbed meanwhile.
    private double step(Position before, Instant now) {
        Duration since = Duration.between(before.at(), now);
        Duration counted = since.compareTo(settle) < 0 ? since : settle;
        return (double) counted.toMillis() / climb.toMillis();
    }
}
