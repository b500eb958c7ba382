package dev.kiban.transcode.http;

import org.jspecify.annotations.Nullable;

/// Refuses request paths that different servers would read differently.
final class RawPath {
    /// By character: nothing to see here.
    private static final boolean[] PLAIN = plain();

    private RawPath() {}

    private static boolean[] plain() {
        boolean[] plain = new boolean[0x7F];
        for (char c = '!'; c < plain.length; c++) {
            plain[c] = "%.\\#?".indexOf(c) < 0;
        }
        return plain;
    }

    /// What is wrong with the path, or null. After this every escape decodes to UTF-8 without NUL.
    static @Nullable String flaw(String path) {
        if (path.isEmpty() || path.charAt(0) != '/') {
            return "path must start with '/'";
        }
        boolean escaped = false;
        for (int i = 1; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c < PLAIN.length && PLAIN[c]) {
                continue;
            }
            if (c != '%' && c != '.') {
                return "path has a character that must be percent-encoded at index " + i;
            }
            escaped |= c == '%';
            if (c == '.' && path.charAt(i - 1) == '/' && isDots(path, i, segmentEnd(path, i))) {
                return "path has a '.' or '..' segment at index " + i;
            }
        }
        return escaped ? flawOfEscapes(path) : null;
    }

    private static @Nullable String flawOfEscapes(String path) {
        String decoded = Percent.decode(path, 0, path.length(), Percent.Keep.NOTHING);
        if (decoded == null) {
            return "path has a broken percent-escape, or one that is not UTF-8";
        }
        if (decoded.indexOf('\0') >= 0) {
            return "path has an encoded NUL";
        }
        // An encoded slash stays inside its segment, so dots are looked for segment by segment.
        for (int start = 1; start <= path.length(); start = segmentEnd(path, start) + 1) {
            int end = segmentEnd(path, start);
            String segment = Percent.decodeChecked(path, start, end, Percent.Keep.NOTHING);
            if (isDots(segment, 0, segment.length())) {
                return "path has an encoded '.' or '..' segment at index " + start;
            }
        }
        return null;
    }

    private static int segmentEnd(String path, int from) {
        int slash = path.indexOf('/', from);
        return slash < 0 ? path.length() : slash;
    }

    private static boolean isDots(String text, int from, int to) {
        return text.startsWith(".", from)
                && (to - from == 1 || (to - from == 2 && text.charAt(from + 1) == '.'));
    }
}
