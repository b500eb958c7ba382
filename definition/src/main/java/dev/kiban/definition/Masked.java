package dev.kiban.definition;

import java.util.regex.Pattern;

/// Hides what users should not have written where others read it.
public final class Masked {
    /// From the slashes of a URL to its last `@`, with a colon between: the password may have any
    /// character in it.
    private static final Pattern PASSWORD = Pattern.compile("(?<=//)[^\\s'\"]*:[^\\s'\"]*(?=@)");

    private Masked() {}

    /// The text, as long as it was, with asterisks for user and password of each URL.
    public static String passwords(String text) {
        return PASSWORD.matcher(text).replaceAll(found -> "*".repeat(found.group().length()));
    }
}
