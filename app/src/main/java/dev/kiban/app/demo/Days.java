package dev.kiban.app.demo;

import dev.kiban.slo.CountStore;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads a number of days, such as `90d`, at most as many as counts are kept.
final class Days implements ITypeConverter<Duration> {
    private static final Pattern DAYS = Pattern.compile("([1-9]\\d{0,2})d");

    @Override
    public Duration convert(String text) {
        Matcher days = DAYS.matcher(text);
        if (days.matches()) {
            Duration length = Duration.ofDays(Long.parseLong(days.group(1)));
            if (length.compareTo(CountStore.KEPT_HOURS) <= 0) {
                return length;
            }
        }
        throw new TypeConversionException(
                "'%s' is no number of days from 1d to %dd"
                        .formatted(text, CountStore.KEPT_HOURS.toDays()));
    }
}
