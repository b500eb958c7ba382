package dev.kiban.transcode;

/// Days since 1970-01-01 and dates of the Gregorian calendar, into each other, in whole-number
/// arithmetic: years are counted from March, so that a leap day is the last day of its year (H.
/// Hinnant, "chrono-Compatible Low-Level Date Algorithms").
final class Calendar {

    private static final int DAYS_PER_ERA = 146_097;
    private static final int YEARS_PER_ERA = 400;
    private static final int EPOCH_SINCE_ERA_0 = 719_468;

    private Calendar() {}

    /// The day of a date, whose month must be 1 to 12.
    static long day(int year, int month, int dayOfMonth) {
        int marchYear = month <= 2 ? year - 1 : year;
        int era = Math.floorDiv(marchYear, YEARS_PER_ERA);
        int yearOfEra = Math.floorMod(marchYear, YEARS_PER_ERA);
        int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + dayOfMonth - 1;
        int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return (long) era * DAYS_PER_ERA + dayOfEra - EPOCH_SINCE_ERA_0;
    }

    /// The date of a day, as `year * 10000 + month * 100 + day of month`; for years from 1 on.
    static int date(long day) {
        int sinceEra0 = Math.toIntExact(day + EPOCH_SINCE_ERA_0);
        int era = sinceEra0 / DAYS_PER_ERA;
        int dayOfEra = sinceEra0 % DAYS_PER_ERA;
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int marchMonth = (5 * dayOfYear + 2) / 153;
        int dayOfMonth = dayOfYear - (153 * marchMonth + 2) / 5 + 1;
        int month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
        int year = yearOfEra + era * YEARS_PER_ERA + (month <= 2 ? 1 : 0);
        return year * 10_000 + month * 100 + dayOfMonth;
    }

    static int daysInMonth(int year, int month) {
        return switch (month) {
            case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }
}
