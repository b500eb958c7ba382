package dev.kiban.console.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// What a form was filled in with.
///
/// @param fields by name, each at most once
record Form(Map<String, String> fields) {
    static final String TYPE = "application/x-www-form-urlencoded";

    private static final int MAX_BYTES = 16 << 10;
    private static final int MAX_FIELDS = 20;

    Form {
        fields = Map.copyOf(fields);
    }

    /// A body, read without trust.
    ///
    /// @throws IllegalArgumentException if it is no form of ours; its message is for people
    static Form read(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException("a form has at most %d bytes".formatted(MAX_BYTES));
        }
        Map<String, String> fields = new HashMap<>();
        String[] parts = new String(bytes, StandardCharsets.UTF_8).split("&", MAX_FIELDS + 1);
        for (String part : parts) {
            int equals = part.indexOf('=');
            if (equals > 0 && fields.put(part.substring(0, equals), value(part, equals)) != null) {
                throw new IllegalArgumentException("a form has each field once");
            }
        }
        if (parts.length > MAX_FIELDS) {
            throw new IllegalArgumentException(
                    "a form has at most %d fields".formatted(MAX_FIELDS));
        }
        return new Form(fields);
    }

    /// A field, or `""`.
    String get(String name) {
        return fields.getOrDefault(name, "");
    }

    private static String value(String part, int equals) {
        return URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8);
    }
}
