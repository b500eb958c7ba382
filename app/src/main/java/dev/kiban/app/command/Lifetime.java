package dev.kiban.app.command;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// How long something holds, as people write it: `90d`, or `never` for no end.
///
/// @param days empty for no end
record Lifetime(Optional<Duration> days) {
    static final Lifetime ENDLESS = new Lifetime(Optional.empty());

    private static final String NEVER = "never";
    private static final Pattern DAYS = Pattern.compile("([1-9][0-9]{0,4})d");

    static final class Converter implements ITypeConverter<Lifetime> {
        @Override
        public Lifetime convert(String value) {
            if (value.equals(NEVER)) {
                return ENDLESS;
            }
            Matcher days = DAYS.matcher(value);
            if (!days.matches()) {
                throw new TypeConversionException(
                        "'%s' is no time: write days such as 90d, or never".formatted(value));
            }
            return new Lifetime(Optional.of(Duration.ofDays(Long.parseLong(days.group(1)))));
        }
    }
}
