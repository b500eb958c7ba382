package dev.kiban.app.command;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;

/// Within which time something is expected: `25h`, or `never`, which is no time at all.
final class ExpectedTime implements ITypeConverter<Duration> {
    private static final String NEVER = "never";

    private final ShortTime time = new ShortTime();

    @Override
    public Duration convert(String value) {
        return value.equals(NEVER) ? Duration.ZERO : time.convert(value);
    }
}
