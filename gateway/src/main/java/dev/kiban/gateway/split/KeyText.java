package dev.kiban.gateway.split;

import dev.kiban.definition.SplitKey;

/// Finds what a request is held to its backend by.
public final class KeyText {
    private static final String COOKIE = "cookie";

    private KeyText() {}

    /// The text of its key; empty if it has none, and may go anywhere.
    public static String of(Asked request, SplitKey by) {
        return switch (by) {
            case SplitKey.User _ -> request.user();
            case SplitKey.Header(String name) -> request.header(name);
            case SplitKey.Cookie(String name) -> cookie(request, name);
            case SplitKey.EachRequest _ -> "";
        };
    }

    /// HTTP/2 may bring each cookie in a header of its own.
    private static String cookie(Asked request, String name) {
        for (String line : request.headers(COOKIE)) {
            String value = cookie(line, name);
            if (!value.isEmpty()) {
                return value;
            }
        }
        return "";
    }

    private static String cookie(String line, String name) {
        int at = 0;
        while (at < line.length()) {
            int end = line.indexOf(';', at);
            int stop = end < 0 ? line.length() : end;
            while (at < stop && line.charAt(at) == ' ') {
                at++;
            }
            int value = at + name.length() + 1;
            if (value <= stop && line.startsWith(name, at) && line.charAt(value - 1) == '=') {
                return line.substring(value, stop);
            }
            at = stop + 1;
        }
        return "";
    }
}
