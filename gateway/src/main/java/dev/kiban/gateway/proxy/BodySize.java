package dev.kiban.gateway.proxy;

import dev.kiban.runtime.http.Headers;

/// What a request says of the size of its body before it sends one.
final class BodySize {
    private BodySize() {}

    /// Whether the body is announced to be larger than that.
    static boolean isAnnouncedOver(int limit, Headers headers) {
        String length = headers.get(Names.CONTENT_LENGTH, "");
        if (length.isEmpty()) {
            return false;
        }
        try {
            return Long.parseLong(length) > limit;
        } catch (NumberFormatException e) {
            return true; // the transport let it through, but no body is that large
        }
    }

    /// Whether the client waits for a word before it sends the body.
    static boolean isAwaited(Headers headers) {
        return headers.get(Names.EXPECT, "").equalsIgnoreCase("100-continue");
    }
}
