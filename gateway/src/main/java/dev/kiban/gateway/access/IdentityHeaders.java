package dev.kiban.gateway.access;

/// The headers in which services believe to read who calls: `x-kiban-…`. They are ours to write, so
/// none goes on that a client has sent.
public final class IdentityHeaders {
    private static final String PREFIX = "x-kiban-";

    private IdentityHeaders() {}

    /// Whether a header of this name could be taken for one of ours. There are servers that make
    /// one name of `X-Kiban-Subject`, `x_kiban_subject` and `x.kiban.subject`.
    public static boolean isOurs(CharSequence name) {
        if (name.length() < PREFIX.length()) {
            return false;
        }
        for (int i = 0; i < PREFIX.length(); i++) {
            if (folded(name.charAt(i)) != PREFIX.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static char folded(char c) {
        if (c >= 'A' && c <= 'Z') {
            return (char) (c + ('a' - 'A'));
        }
        return c == '_' || c == '.' ? '-' : c;
    }
}
