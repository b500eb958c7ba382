package dev.kiban.console.page;

import dev.kiban.kernel.Share;
import dev.kiban.slo.Ratio;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;

/// Numbers and times as a reader writes them. What is rounded is rounded towards the worse, so that
/// a spent budget never looks as if something were left.
///
/// @param zone in which times are told
public record Figures(Locale locale, ZoneId zone) {
    private static final int SHARE_DECIMALS = 7;
    private static final int ENOUGH = 20;
    private static final int MILLIS = 1_000;
    private static final MathContext THREE_DIGITS = new MathContext(3);
    private static final String MINUS = "−";

    /// `−12.3%`.
    public String percent(Ratio ratio) {
        return signed(of(NumberFormat.getPercentInstance(locale), 1), ratio);
    }

    /// `12.4%`: what is gone, rounded up as what is left is rounded down.
    public String spent(Ratio ratio) {
        NumberFormat format = of(NumberFormat.getPercentInstance(locale), 1);
        format.setRoundingMode(RoundingMode.CEILING);
        return format.format(ratio.rounded(ENOUGH));
    }

    /// `99.95%`, as exact as it was written.
    public String share(Share share) {
        NumberFormat format = NumberFormat.getPercentInstance(locale);
        format.setMaximumFractionDigits(SHARE_DECIMALS);
        return format.format(Ratio.of(share).rounded(SHARE_DECIMALS + 2));
    }

    /// `14.4×`.
    public String times(Ratio ratio) {
        NumberFormat format = of(NumberFormat.getNumberInstance(locale), 1);
        format.setRoundingMode(RoundingMode.HALF_UP);
        return signed(format, ratio) + "×";
    }

    public String count(long count) {
        return NumberFormat.getIntegerInstance(locale).format(count);
    }

    /// `Nov 22, 2026, 1:05:00 AM UTC`.
    public String time(Instant time) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.LONG)
                .withLocale(locale)
                .withZone(zone)
                .format(time);
    }

    /// `Nov 22`.
    public String day(Instant time) {
        return pattern("MMMd", time);
    }

    /// `Nov 22, 2026`.
    public String date(Instant time) {
        return pattern("yMMMd", time);
    }

    /// `1:05 AM`.
    public String clock(Instant time) {
        return pattern("jm", time);
    }

    /// `1,230` or `0.0123`: three digits that matter.
    public String number(double value) {
        return rounded(NumberFormat.getNumberInstance(locale), value);
    }

    /// `0.0123%`: a share that may be very small.
    public String smallPercent(double share) {
        return rounded(NumberFormat.getPercentInstance(locale), share);
    }

    /// `230 ms`, `1.2 s`.
    public String seconds(double seconds) {
        return seconds < 1 ? number(seconds * MILLIS) + " ms" : number(seconds) + " s";
    }

    private static String rounded(NumberFormat format, double value) {
        format.setMaximumFractionDigits(SHARE_DECIMALS);
        return format.format(new BigDecimal(value).round(THREE_DIGITS));
    }

    private String pattern(String skeleton, Instant time) {
        return DateTimeFormatter.ofLocalizedPattern(skeleton)
                .withLocale(locale)
                .withZone(zone)
                .format(time);
    }

    /// `Nov 22, 1:05 AM`, for what is not long ago.
    public String shortTime(Instant time) {
        return pattern("MMMdjm", time);
    }

    private static NumberFormat of(NumberFormat format, int decimals) {
        format.setMinimumFractionDigits(decimals);
        format.setMaximumFractionDigits(decimals);
        format.setRoundingMode(RoundingMode.FLOOR);
        return format;
    }

    private static String signed(NumberFormat format, Ratio ratio) {
        return format.format(ratio.rounded(ENOUGH)).replace("-", MINUS);
    }
}
