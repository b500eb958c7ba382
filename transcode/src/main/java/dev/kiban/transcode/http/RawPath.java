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
        // Whoever is behind us may take an encoded slash, or a backslash, for the end of a segment.
        String segments = decoded.replace('\\', '/');
        for (int start = 1; start <= segments.length(); start = segmentEnd(segments, start) + 1) {
            if (isDots(segments, start, segmentEnd(segments, start))) {
                return "path has an encoded '.' or '..' segment";
            }
        }
        return null;
    }

    private static int segmentEnd(String path, int from) {
        int slash = path.indexOf('/', from);
        return slash < 0 ? path.length() : slash;
    }

    /// Servlet containers cut a segment off at `;` before they walk up.
    private static boolean isDots(String text, int from, int to) {
        int semicolon = text.indexOf(';', from, to);
        int length = (semicolon < 0 ? to : semicolon) - from;
        return (length == 1 && text.charAt(from) == '.')
                || (length == 2 && text.startsWith("..", from));
    }
}
