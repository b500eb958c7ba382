package dev.kiban.gateway.proxy;

import dev.kiban.runtime.http.Headers;

/// What a request says of the size of its body before it sends one.
final class BodySize {
    private static final long NOT_SAID = -1;

    private BodySize() {}

    /// Whether the body is announced to be larger than that.
    static boolean isAnnouncedOver(int limit, Headers headers) {
        return announced(headers) > limit;
    }

    /// Whether the body is announced to be just that.
    static boolean isAll(int bytes, Headers headers) {
        return announced(headers) == bytes;
    }

    private static long announced(Headers headers) {
        String length = headers.get(Names.CONTENT_LENGTH, "");
        if (length.isEmpty()) {
            return NOT_SAID;
        }
        try {
            return Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE; // the transport let it through, but no body is that large
        }
    }

    /// Whether the client waits for a word before it sends the body.
    static boolean isAwaited(Headers headers) {
        return headers.get(Names.EXPECT, "").equalsIgnoreCase("100-continue");
    }
}
