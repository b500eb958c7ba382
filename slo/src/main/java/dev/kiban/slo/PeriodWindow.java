package dev.kiban.slo;

import dev.kiban.definition.Period;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/// The time that a budget is for at some moment.
///
/// @param start the first moment
/// @param end the first moment that is no longer in it
public record PeriodWindow(Instant start, Instant end) {
    private static final int MONTHS_OF_A_QUARTER = 3;

    /// @throws IllegalArgumentException if it has no moment
    public PeriodWindow {
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("%s is not before %s".formatted(start, end));
        }
    }

    /// The window of a period now. A rolling one ends with the last whole minute; one of the
    /// calendar is the whole month or quarter, the rest of it in the future.
    public static PeriodWindow at(Instant now, Period period) {
        return switch (period) {
            case Period.Rolling(int days) -> {
                Instant end = now.truncatedTo(ChronoUnit.MINUTES);
                yield new PeriodWindow(end.minus(Duration.ofDays(days)), end);
            }
            case Period.Calendar(Period.Unit unit, ZoneId zone) -> {
                LocalDate first = firstDay(LocalDate.ofInstant(now, zone), unit);
                yield new PeriodWindow(
                        first.atStartOfDay(zone).toInstant(),
                        first.plusMonths(months(unit)).atStartOfDay(zone).toInstant());
            }
        };
    }

    private static LocalDate firstDay(LocalDate day, Period.Unit unit) {
        int monthsIn = (day.getMonthValue() - 1) % months(unit);
        return day.withDayOfMonth(1).minusMonths(monthsIn);
    }

    private static int months(Period.Unit unit) {
        return switch (unit) {
            case MONTH -> 1;
            case QUARTER -> MONTHS_OF_A_QUARTER;
        };
    }

    /// How long it is, clock changes included.
    public Duration length() {
        return Duration.between(start, end);
    }

    /// What of it has been by now: all of a rolling one.
    public Duration elapsed(Instant now) {
        Instant until = now.isBefore(end) ? now : end;
        return until.isBefore(start) ? Duration.ZERO : Duration.between(start, until);
    }
}
