package dev.kiban.transcode;

/// Reads the texts of times from left to right. Any step that does not find what it wants makes the
/// whole text wrong.
final class TimeText {

    private static final int MAX_FRACTION_DIGITS = 9;

    private final byte[] bytes;
    private final int to;
    private int at;

    TimeText(Slice text) {
        bytes = text.bytes;
        at = text.from;
        to = text.to;
    }

    /// The text is not what it should be. Callers turn it into a [Refusal], since they know what
    /// they wanted.
    static final class Wrong extends Exception {

        private static final long serialVersionUID = 1L;

        /// Shared: it has no stack trace, no message and no state.
        @SuppressWarnings("StaticAssignmentOfThrowable")
        private static final Wrong INSTANCE = new Wrong();

        private Wrong() {
            super(null, null, false, false);
        }
    }

    /// A number of exactly so many digits.
    int digits(int count) throws Wrong {
        int value = 0;
        for (int i = 0; i < count; i++) {
            value = value * 10 + digit();
        }
        return value;
    }

    /// A number of one to so many digits.
    long digitsUpTo(int count) throws Wrong {
        long value = digit();
        for (int i = 1; i < count && at < to && Decimal.isDigit(bytes[at]); i++) {
            value = value * 10 + digit();
        }
        return value;
    }

    /// A point and up to nine digits, as nanoseconds; 0 if there is no point.
    int fraction() throws Wrong {
        if (!skip('.')) {
            return 0;
        }
        int value = digit();
        int count = 1;
        while (at < to && Decimal.isDigit(bytes[at]) && count < MAX_FRACTION_DIGITS) {
            value = value * 10 + digit();
            count++;
        }
        for (; count < MAX_FRACTION_DIGITS; count++) {
            value *= 10;
        }
        return value;
    }

    private int digit() throws Wrong {
        if (at >= to || !Decimal.isDigit(bytes[at])) {
            throw Wrong.INSTANCE;
        }
        return bytes[at++] - '0';
    }

    void expect(char wanted) throws Wrong {
        if (!skip(wanted)) {
            throw Wrong.INSTANCE;
        }
    }

    boolean skip(char wanted) {
        if (at < to && bytes[at] == wanted) {
            at++;
            return true;
        }
        return false;
    }

    void expectEnd() throws Wrong {
        require(at == to);
    }

    static void require(boolean right) throws Wrong {
        if (!right) {
            throw Wrong.INSTANCE;
        }
    }
}
