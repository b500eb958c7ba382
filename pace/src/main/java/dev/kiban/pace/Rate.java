package dev.kiban.pace;

import dev.kiban.pace.bucket.Drain;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// So many permits in a time: `500/s`. A rate of none is a pause.
///
/// @param amount whole permits
public record Rate(long amount, Per per) {
    /// Nothing passes.
    public static final Rate NONE = new Rate(0, Per.SECOND);

    /// As fast as a rate may be, in permits an hour: a thousand million a second.
    private static final long MAX_PER_HOUR = Drain.PERMIT;

    private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,18})/[smh]");

    /// That matter to people.
    private static final int DIGITS = 3;

    /// In what time.
    public enum Per {
        SECOND(1, "/s"),
        MINUTE(60, "/m"),
        HOUR(3_600, "/h");

        private final int seconds;
        private final String mark;

        Per(int seconds, String mark) {
            this.seconds = seconds;
            this.mark = mark;
        }

        /// How long it is.
        public int seconds() {
            return seconds;
        }
    }

    /// @throws IllegalArgumentException if it is less than none, or faster than we can count
    public Rate {
        if (amount < 0 || amount > MAX_PER_HOUR / (Per.HOUR.seconds() / per.seconds())) {
            throw new IllegalArgumentException("there is no rate of %,d".formatted(amount));
        }
    }

    /// So many a second.
    public static Rate perSecond(long amount) {
        return new Rate(amount, Per.SECOND);
    }

    /// So many an hour: the finest that there is.
    public static Rate perHour(long amount) {
        return new Rate(amount, Per.HOUR);
    }

    /// Reads a rate that is written as `500/s`, `60/m` or `5000/h`.
    ///
    /// @throws IllegalArgumentException if it is none
    public static Rate parse(String text) {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches()) {
            throw new IllegalArgumentException(
                    "'%s' is no rate such as 500/s, 60/m or 5000/h".formatted(text));
        }
        long amount = Long.parseLong(written.group(1));
        return switch (text.charAt(text.length() - 1)) {
            case 's' -> new Rate(amount, Per.SECOND);
            case 'm' -> new Rate(amount, Per.MINUTE);
            default -> new Rate(amount, Per.HOUR);
        };
    }

    /// The same rate, by the hour.
    public long anHour() {
        return amount * (Per.HOUR.seconds() / per.seconds());
    }

    /// About as fast, for people: three digits, in the shortest time in which one passes: `88.1/s`.
    public String rounded() {
        Per suits =
                Stream.of(Per.values())
                        .filter(one -> anHour() >= Per.HOUR.seconds() / one.seconds())
                        .findFirst()
                        .orElse(Per.HOUR);
        long times = Per.HOUR.seconds() / suits.seconds();
        BigDecimal exact =
                BigDecimal.valueOf(anHour())
                        .divide(BigDecimal.valueOf(times), MathContext.DECIMAL64);
        int digits = Math.max(DIGITS, exact.precision() - exact.scale());
        return exact.round(new MathContext(digits)).stripTrailingZeros().toPlainString()
                + suits.mark;
    }

    /// As it is written: `500/s`.
    @Override
    public String toString() {
        return amount + per.mark;
    }
}
