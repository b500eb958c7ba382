package dev.kiban.kernel;

import java.util.regex.Pattern;

/// The one rule behind our names: an RFC 1123 label, as Kubernetes object names are.
final class Label {
    private static final int MAX_LENGTH = 63;
    private static final Pattern PATTERN = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?");

    private Label() {}

    static void check(String what, String value) {
        if (value.length() > MAX_LENGTH || !PATTERN.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "%s '%s' must be 1 to %d lower-case letters, digits or '-', and start and end with a letter or digit"
                            .formatted(what, value, MAX_LENGTH));
        }
    }
}
