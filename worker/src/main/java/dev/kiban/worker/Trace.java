package dev.kiban.worker;

import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where in a trace a job is; see [W3C Trace Context](https://www.w3.org/TR/trace-context-2/).
///
/// ```java
/// request.header("traceparent", Trace.CURRENT.get().traceparent());
/// ```
///
/// @param traceId 32 lower-case hexadecimal digits
/// @param spanId of the job itself: 16 lower-case hexadecimal digits
/// @param flags two hexadecimal digits
public record Trace(String traceId, String spanId, String flags) {
    /// Of the job that this thread does.
    public static final ScopedValue<Trace> CURRENT = ScopedValue.newInstance();

    /// The header, and what it is called in the headers of a job.
    public static final String TRACEPARENT = "traceparent";

    private static final Pattern SHAPE =
            Pattern.compile(
                    "(?!ff)(?<version>[0-9a-f]{2})-(?!0{32})(?<trace>[0-9a-f]{32})"
                            + "-(?!0{16})[0-9a-f]{16}-(?<flags>[0-9a-f]{2})(?<more>-.*)?");
    private static final String FIRST_VERSION = "00";
    private static final String NOT_SAMPLED = "00";
    private static final HexFormat HEX = HexFormat.of();

    /// What the headers of a job say, one span further; a new trace if they say nothing.
    static Trace of(Job<?> job, RandomGenerator random) {
        String span = HEX.toHexDigits(nonZero(random));
        return job.header(TRACEPARENT)
                .flatMap(header -> child(header, span))
                .orElseGet(
                        () ->
                                new Trace(
                                        HEX.toHexDigits(random.nextLong())
                                                + HEX.toHexDigits(nonZero(random)),
                                        span,
                                        NOT_SAMPLED));
    }

    /// What comes after this job carries this.
    public String traceparent() {
        return "00-%s-%s-%s".formatted(traceId, spanId, flags);
    }

    private static Optional<Trace> child(String header, String span) {
        Matcher matcher = SHAPE.matcher(header);
        if (!matcher.matches()
                || (matcher.group("more") != null
                        && matcher.group("version").equals(FIRST_VERSION))) {
            return Optional.empty();
        }
        return Optional.of(new Trace(matcher.group("trace"), span, matcher.group("flags")));
    }

    private static long nonZero(RandomGenerator random) {
        long value = random.nextLong();
        return value == 0 ? 1 : value;
    }
}
