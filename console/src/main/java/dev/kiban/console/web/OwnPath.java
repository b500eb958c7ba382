package dev.kiban.console.web;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/// An address of ours, without a host: nobody is sent elsewhere by it.
record OwnPath(String value) {
    private static final int MAX_LENGTH = 1_000;

    /// One slash, and only what browsers do not read as something else.
    private static final Pattern OURS =
            Pattern.compile("/(?![/\\\\])[A-Za-z0-9._~!$'()*+,;=:@%/?&-]*");

    static final OwnPath START = new OwnPath("/");

    OwnPath {
        if (!isOurs(value)) {
            throw new IllegalArgumentException("no path of ours");
        }
    }

    /// What somebody says that it is one; if it is not, the start.
    static OwnPath of(String text) {
        return isOurs(text) ? new OwnPath(text) : START;
    }

    /// As a cookie has it; if that is none, the start.
    static OwnPath coded(String text) {
        try {
            return of(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return START;
        }
    }

    String coded() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(value.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isOurs(String text) {
        return text.length() <= MAX_LENGTH && OURS.matcher(text).matches();
    }
}
