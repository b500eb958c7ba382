package dev.kiban.transcode;

import dev.kiban.transcode.TimeText.Wrong;

/// `Timestamp` as RFC 3339 text, `Duration` as seconds with an `s`, both ways.
final class JsonTimes {

    /// 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z.
    private static final long MIN_TIMESTAMP = -62_135_596_800L;

    private static final long MAX_TIMESTAMP = 253_402_300_799L;

    /// About 10,000 years.
    private static final long MAX_DURATION = 315_576_000_000L;

    private static final int MAX_DURATION_DIGITS = 12;
    private static final int SECONDS_PER_DAY = 86_400;

    private JsonTimes() {}

    static void readTimestamp(JsonCursor in, ByteSink out) {
        int start = in.pos;
        try {
            timestamp(text(in, "a timestamp")).write(out);
        } catch (Wrong _) {
            in.pos = start;
            in.peek();
            throw in.unexpected("a timestamp such as 2006-01-02T15:04:05Z");
        }
    }

    private static Slice text(JsonCursor in, String wanted) {
        if (in.peek() != '"') {
            throw in.unexpected(wanted);
        }
        return JsonTokens.string(in);
    }

    private static Moment timestamp(Slice text) throws Wrong {
        TimeText at = new TimeText(text);
        int year = at.digits(4);
        at.expect('-');
        int month = at.digits(2);
        at.expect('-');
        int day = at.digits(2);
        at.expect('T');
        int hour = at.digits(2);
        at.expect(':');
        int minute = at.digits(2);
        at.expect(':');
        int second = at.digits(2);
        int nanos = at.fraction();
        int offset = offset(at);
        at.expectEnd();
        TimeText.require(
                month >= 1 && month <= 12 && day >= 1 && day <= Calendar.daysInMonth(year, month));
        TimeText.require(hour < 24 && minute < 60 && second < 60);
        long seconds =
                Calendar.day(year, month, day) * SECONDS_PER_DAY
                        + hour * 3600L
                        + minute * 60L
                        + second
                        - offset;
        TimeText.require(seconds >= MIN_TIMESTAMP && seconds <= MAX_TIMESTAMP);
        return new Moment(seconds, nanos);
    }

    /// `Z`, or hours and minutes east or west, in seconds.
    private static int offset(TimeText at) throws Wrong {
        if (at.skip('Z')) {
            return 0;
        }
        boolean west = at.skip('-');
        if (!west) {
            at.expect('+');
        }
        int hours = at.digits(2);
        at.expect(':');
        int minutes = at.digits(2);
        TimeText.require(hours < 24 && minutes < 60);
        int offset = hours * 3600 + minutes * 60;
        return west ? -offset : offset;
    }

    static void readDuration(JsonCursor in, ByteSink out) {
        int start = in.pos;
        try {
            duration(text(in, "a duration")).write(out);
        } catch (Wrong _) {
            in.pos = start;
            in.peek();
            throw in.unexpected("a duration such as 1.5s");
        }
    }

    private static Moment duration(Slice text) throws Wrong {
        TimeText at = new TimeText(text);
        boolean negative = at.skip('-');
        long seconds = at.digitsUpTo(MAX_DURATION_DIGITS);
        int nanos = at.fraction();
        at.expect('s');
        at.expectEnd();
        TimeText.require(seconds <= MAX_DURATION);
        return negative ? new Moment(-seconds, -nanos) : new Moment(seconds, nanos);
    }

    static void printTimestamp(WireCursor in, ByteSink out) {
        Moment moment = Moment.read(in);
        long seconds = moment.seconds();
        if (seconds < MIN_TIMESTAMP
                || seconds > MAX_TIMESTAMP
                || moment.nanos() < 0
                || moment.nanos() >= Moment.NANOS_PER_SECOND) {
            throw Refusal.invalid("a timestamp is not between the years 1 and 9999");
        }
        JsonDigits.dateTime(
                Calendar.date(Math.floorDiv(seconds, SECONDS_PER_DAY)),
                (int) Math.floorMod(seconds, (long) SECONDS_PER_DAY),
                out);
        printNanos(moment.nanos(), out);
        out.write('Z');
        out.write('"');
    }

    static void printDuration(WireCursor in, ByteSink out) {
        Moment moment = Moment.read(in);
        long seconds = moment.seconds();
        int nanos = moment.nanos();
        boolean mixed = (seconds > 0 && nanos < 0) || (seconds < 0 && nanos > 0);
        if (mixed
                || seconds < -MAX_DURATION
                || seconds > MAX_DURATION
                || Math.abs((long) nanos) >= Moment.NANOS_PER_SECOND) {
            throw Refusal.invalid("a duration is out of range, or its parts have different signs");
        }
        out.write('"');
        if (seconds < 0 || nanos < 0) {
            out.write('-');
        }
        JsonDigits.int64(Math.abs(seconds), out);
        printNanos(Math.abs(nanos), out);
        out.write('s');
        out.write('"');
    }

    /// None, three, six or nine digits: as many as are needed.
    private static void printNanos(int nanos, ByteSink out) {
        if (nanos == 0) {
            return;
        }
        if (nanos % 1_000_000 == 0) {
            JsonDigits.fraction(nanos / 1_000_000, 3, out);
        } else if (nanos % 1000 == 0) {
            JsonDigits.fraction(nanos / 1000, 6, out);
        } else {
            JsonDigits.fraction(nanos, 9, out);
        }
    }
}
