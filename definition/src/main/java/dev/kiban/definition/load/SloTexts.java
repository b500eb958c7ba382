package dev.kiban.definition.load;

import dev.kiban.definition.Location;
import dev.kiban.definition.Problem.Misfit;
import dev.kiban.definition.ProblemCode;
import dev.kiban.definition.shape.Reading;
import dev.kiban.definition.shape.TextRule;
import dev.kiban.definition.shape.TextShape;
import dev.kiban.kernel.Share;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;

/// The kinds of text that SLOs are made of: shares, days, hours and time zones.
final class SloTexts {
    private static final int MAX_DAYS = 9_999;
    private static final int MAX_HOURS = 9_999;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /// A share of something, which may be none or all of it.
    static final TextShape<Share> SHARE = share(SloTexts::parseShare);

    /// What must be good: less than all.
    static final TextShape<Share> TARGET = share(SloTexts::parseTarget);

    /// What an alert waits for: more than nothing.
    static final TextShape<Share> SPEND = share(SloTexts::parseSpend);

    static final TextShape<Integer> DAYS =
            new TextShape<>(
                    "a number of days such as 28d",
                    TextRule.matching("[0-9]{1,9}d"),
                    (text, at, reading) -> count(text, MAX_DAYS, at, reading));

    static final TextShape<Duration> HOURS =
            new TextShape<>(
                    "a number of whole hours such as 1h or 72h",
                    TextRule.matching("[0-9]{1,9}h"),
                    (text, at, reading) ->
                            count(text, MAX_HOURS, at, reading).map(Duration::ofHours));

    static final TextShape<ZoneId> ZONE =
            new TextShape<>(
                    "a time zone such as Asia/Tokyo or UTC",
                    TextRule.matching("[A-Za-z][A-Za-z0-9_+/-]*"),
                    SloTexts::parseZone);

    private SloTexts() {}

    private static TextShape<Share> share(TextShape.Parser<Share> parser) {
        return new TextShape<>(
                "a percentage such as 99.9%", TextRule.matching(Share.PATTERN), parser);
    }

    private static Optional<Share> parseShare(String text, Location at, Reading reading) {
        if (new BigDecimal(text.replace("%", "")).compareTo(HUNDRED) > 0) {
            return outOfRange("must be from 0% to 100%, found " + text, at, reading);
        }
        return Optional.of(Share.parse(text));
    }

    private static Optional<Share> parseTarget(String text, Location at, Reading reading) {
        Optional<Share> target = parseShare(text, at, reading);
        if (target.filter(Share::isWhole).isPresent()) {
            return outOfRange(
                    "must be below 100%: nothing could ever fail, and nothing be changed; 99.9% leaves 40 minutes in 28 days",
                    at, reading);
        }
        return target;
    }

    private static Optional<Share> parseSpend(String text, Location at, Reading reading) {
        Optional<Share> spend = parseShare(text, at, reading);
        if (spend.filter(share -> share.partsPerBillion() == 0).isPresent()) {
            return outOfRange("must be above 0%", at, reading);
        }
        return spend;
    }

    private static Optional<Integer> count(String text, int max, Location at, Reading reading) {
        int count = Integer.parseInt(text.substring(0, text.length() - 1));
        if (count < 1 || count > max) {
            String unit = text.substring(text.length() - 1);
            return outOfRange(
                    "must be from 1%s to %d%s, found %s".formatted(unit, max, unit, text),
                    at,
                    reading);
        }
        return Optional.of(count);
    }

    private static Optional<ZoneId> parseZone(String text, Location at, Reading reading) {
        if (ZoneId.getAvailableZoneIds().contains(text)) {
            return Optional.of(ZoneId.of(text));
        }
        Misfit misfit = new Misfit(text, ZoneId.getAvailableZoneIds().stream().sorted().toList());
        reading.report(
                at,
                ProblemCode.BAD_VALUE,
                "must be a time zone that exists, found '%s'%s".formatted(text, misfit.hint()));
        return Optional.empty();
    }

    private static <T> Optional<T> outOfRange(String message, Location at, Reading reading) {
        reading.report(at, ProblemCode.OUT_OF_RANGE, message);
        return Optional.empty();
    }
}
