package dev.kiban.console.web;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a browser gets.
@SuppressWarnings("ArrayRecordComponent") // handed straight to a socket, never compared
record Reply(int status, Map<String, List<String>> headers, byte[] body) {

    static Reply page(int status, String html) {
        return of(status, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8));
    }

    static Reply text(int status, String text) {
        return of(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    static Reply of(int status, String contentType, byte[] body) {
        return new Reply(
                status,
                Map.of("Content-Type", List.of(contentType), "Cache-Control", List.of("no-store")),
                body);
    }

    /// Look at another address of ours.
    static Reply see(String address) {
        return new Reply(303, Map.of("Location", List.of(address)), new byte[0]);
    }

    /// The same, and something to be remembered.
    Reply remembering(List<String> cookies) {
        return with("Set-Cookie", cookies);
    }

    Reply with(String header, String value) {
        return with(header, List.of(value));
    }

    private Reply with(String header, List<String> values) {
        Map<String, List<String>> more = new HashMap<>(headers);
        more.put(header, List.copyOf(values));
        return new Reply(status, more, body);
    }

    /// Look at another address of ours, and remember something.
    static Reply redirect(String address, List<String> cookies) {
        return see(address).remembering(cookies);
    }
}
