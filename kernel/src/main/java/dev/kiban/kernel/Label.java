package dev.kiban.kernel;

import java.util.regex.Pattern;

/// The one rule behind our names: an RFC 1123 label, as Kubernetes object names are.
public final class Label {
    public static final int MAX_LENGTH = 63;

    /// What a name of any allowed length matches, as a regular expression that every dialect knows.
    public static final String PATTERN = "[a-z0-9]([a-z0-9-]*[a-z0-9])?";

    private static final Pattern COMPILED = Pattern.compile(PATTERN);

    private Label() {}

    static void check(String what, String value) {
        if (value.length() > MAX_LENGTH || !COMPILED.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "%s '%s' must be 1 to %d lower-case letters, digits or '-', and start and end with a letter or digit"
                            .formatted(what, value, MAX_LENGTH));
        }
    }
}
