package dev.kiban.pace;

/// One rule of a pace: a rate, for all of it or for each value of a header.
///
/// @param name no other limit of the pace has it; what is remembered of a limit stays with its name
/// @param burst so many permits more than the rate allows may be there, those in line among them
/// @param immediate of which so many need not wait
/// @param by what has a bucket of its own
/// @param mode whether it holds anybody back
public record LimitPlan(String name, Rate rate, int burst, int immediate, By by, Mode mode) {
    /// Where nothing is said about the burst.
    public static final int USUAL_BURST = 1_000;

    /// A burst is no larger: beyond, levels could not be counted in 64 bits.
    public static final int MAX_BURST = 1_000_000;

    /// What has a bucket of its own.
    public sealed interface By {}

    /// All asks of the pace share one.
    public record ByPace() implements By {}

    /// Each value of a header; asks without it share one.
    ///
    /// @param header in lower case
    public record ByHeader(String header) implements By {}

    /// Whether a limit counts.
    public enum Mode {
        /// It holds back.
        HOLDS,

        /// It holds nobody back, and counts whom it would have.
        DRY_RUN
    }

    /// @throws IllegalArgumentException if the numbers contradict each other, or are too large
    public LimitPlan {
        if (burst < 0 || burst > MAX_BURST || immediate < 0 || immediate > burst) {
            throw new IllegalArgumentException(
                    "limit '%s': immediate %,d, burst %,d: immediate is at most burst, and burst at most %,d"
                            .formatted(name, immediate, burst, MAX_BURST));
        }
    }

    /// A limit that holds all back, with the usual line and nobody at once.
    public static LimitPlan of(String name, Rate rate) {
        return new LimitPlan(name, rate, USUAL_BURST, 0, new ByPace(), Mode.HOLDS);
    }

    /// The same with another burst, of which so many need not wait.
    public LimitPlan withBurst(int otherBurst, int otherImmediate) {
        return new LimitPlan(name, rate, otherBurst, otherImmediate, by, mode);
    }

    /// The same for each value of a header.
    public LimitPlan byHeader(String header) {
        return new LimitPlan(name, rate, burst, immediate, new ByHeader(header), mode);
    }

    /// The same, but it only counts.
    public LimitPlan dryRun() {
        return new LimitPlan(name, rate, burst, immediate, by, Mode.DRY_RUN);
    }
}
