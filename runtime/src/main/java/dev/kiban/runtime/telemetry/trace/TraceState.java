package dev.kiban.runtime.telemetry.trace;

/// The list in the header `tracestate`: entries of other tracing systems, which we carry on and
/// never read.
///
/// The grammar is the one of [W3C Trace
/// Context](https://www.w3.org/TR/trace-context-2/#tracestate-header): at most 32 entries
/// `key=value`, separated by commas and blanks; a list that breaks it is dropped as a whole. So is
/// one of more than [#MAX_LENGTH] characters: we must carry 512, and need not choose what to cut.
final class TraceState {
    static final int MAX_LENGTH = 1_024;

    private static final int MAX_ENTRIES = 32;
    private static final int MAX_KEY = 256;
    private static final int MAX_VALUE = 256;

    private TraceState() {}

    /// The list as it came, or `""` if it is not valid.
    static String check(String list) {
        return list.length() <= MAX_LENGTH && isValid(list) ? list : "";
    }

    private static boolean isValid(String list) {
        int entries = 0;
        int at = 0;
        while (at <= list.length()) {
            int comma = list.indexOf(',', at);
            int end = comma < 0 ? list.length() : comma;
            int from = skipBlanks(list, at, end);
            int to = trimBlanks(list, from, end);
            if (from < to && (++entries > MAX_ENTRIES || !isEntry(list, from, to))) {
                return false;
            }
            at = end + 1;
        }
        return true;
    }

    private static boolean isEntry(String list, int from, int to) {
        int equals = list.indexOf('=', from);
        if (equals <= from
                || equals + 1 >= to
                || equals - from > MAX_KEY
                || to - equals - 1 > MAX_VALUE) {
            return false;
        }
        return isKey(list, from, equals) && isValue(list, equals + 1, to);
    }

    private static boolean isKey(String list, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = list.charAt(i);
            boolean alphanumeric = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            if (!alphanumeric && (i == from || "_-*/@".indexOf(c) < 0)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isValue(String list, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = list.charAt(i);
            if (c < ' ' || c > '~' || c == '=') {
                return false;
            }
        }
        return true;
    }

    private static int skipBlanks(String list, int from, int to) {
        int at = from;
        while (at < to && isBlank(list.charAt(at))) {
            at++;
        }
        return at;
    }

    private static int trimBlanks(String list, int from, int to) {
        int at = to;
        while (at > from && isBlank(list.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
