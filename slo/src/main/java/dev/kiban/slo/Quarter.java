package dev.kiban.slo;

import dev.kiban.definition.Period;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A quarter of a year: what people look back at.
///
/// ```java
/// Quarter.parse("2026Q3").window(ZoneId.of("Asia/Tokyo"));
/// ```
///
/// @param number from 1 to 4
public record Quarter(int year, int number) {
    private static final int FIRST_YEAR = 2000;
    private static final int LAST_YEAR = 2999;
    private static final int OF_A_YEAR = 4;
    private static final int MONTHS = 12 / OF_A_YEAR;
    private static final Pattern WRITTEN = Pattern.compile("([0-9]{4})Q([1-4])");

    /// @throws IllegalArgumentException if there is no such quarter, or nobody will look back at it
    public Quarter {
        if (year < FIRST_YEAR || year > LAST_YEAR || number < 1 || number > OF_A_YEAR) {
            throw new IllegalArgumentException(
                    "quarter %d of the year %d is not 1 to %d of %d to %d"
                            .formatted(number, year, OF_A_YEAR, FIRST_YEAR, LAST_YEAR));
        }
    }

    /// The quarter that a moment is in.
    public static Quarter at(Instant moment, ZoneId zone) {
        LocalDate day = LocalDate.ofInstant(moment, zone);
        return new Quarter(day.getYear(), (day.getMonthValue() - 1) / MONTHS + 1);
    }

    /// Reads what [#toString] writes.
    ///
    /// @throws IllegalArgumentException if it is none
    public static Quarter parse(String text) {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches()) {
            throw new IllegalArgumentException(
                    "'%s' is no quarter: write it like 2026Q3".formatted(text));
        }
        return new Quarter(Integer.parseInt(written.group(1)), Integer.parseInt(written.group(2)));
    }

    /// From its first moment until the first of the next.
    public PeriodWindow window(ZoneId zone) {
        Instant first =
                LocalDate.of(year, (number - 1) * MONTHS + 1, 1).atStartOfDay(zone).toInstant();
        return PeriodWindow.at(first, new Period.Calendar(Period.Unit.QUARTER, zone));
    }

    /// The one before.
    public Quarter before() {
        return number == 1 ? new Quarter(year - 1, OF_A_YEAR) : new Quarter(year, number - 1);
    }

    /// The one after.
    public Quarter after() {
        return number == OF_A_YEAR ? new Quarter(year + 1, 1) : new Quarter(year, number + 1);
    }

    /// `2026Q3`.
    @Override
    public String toString() {
        return "%dQ%d".formatted(year, number);
    }
}
