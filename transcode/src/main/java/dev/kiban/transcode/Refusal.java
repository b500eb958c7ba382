package dev.kiban.transcode;

import java.io.Serial;

/// The only exception for bad input: what is wrong, and at which field. It has no stack trace, for
/// it tells of the input, not of the program.
///
/// The message is made for the client: `shelf.books[3].id: 'abc' is not an int64`. Long values are
/// cut.
public final class Refusal extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    private static final int MAX_QUOTED_CHARS = 40;
    private static final int MAX_PATH_CHARS = 300;

    /// Why the input is refused, as far as a caller has to tell apart.
    public enum Kind {
        /// The input breaks a rule: `INVALID_ARGUMENT` if a client sent it, `INTERNAL` if an
        /// upstream did.
        INVALID,
        /// The input or what comes out of it is larger than allowed: `RESOURCE_EXHAUSTED`.
        TOO_LARGE
    }

    private final Kind kind;
    private final String reason;
    private String path = "";

    private Refusal(Kind kind, String reason) {
        super(null, null, false, false);
        this.kind = kind;
        this.reason = reason;
    }

    public static Refusal invalid(String reason) {
        return new Refusal(Kind.INVALID, reason);
    }

    public static Refusal tooLarge(String reason) {
        return new Refusal(Kind.TOO_LARGE, reason);
    }

    public Kind kind() {
        return kind;
    }

    /// The path of the field at fault, in the names that the JSON uses, such as
    /// `shelf.books[3].id`; empty for the message as a whole.
    public String path() {
        return path;
    }

    /// What is wrong, without the path.
    public String reason() {
        return reason;
    }

    @Override
    public String getMessage() {
        return path.isEmpty() ? reason : path + ": " + reason;
    }

    /// The same refusal, seen from the message that holds the field.
    public Refusal inField(String name) {
        return prefixed(name);
    }

    /// The same refusal, seen from the list that holds the element.
    Refusal inElement(int index) {
        return prefixed("[" + index + "]");
    }

    /// The same refusal, seen from the map that holds the entry.
    Refusal inEntry(String key) {
        return prefixed("[" + quote(key) + "]");
    }

    private Refusal prefixed(String step) {
        if (path.length() > MAX_PATH_CHARS) {
            return this;
        }
        boolean joined = path.isEmpty() || path.startsWith("[");
        path = step + (joined ? "" : ".") + path;
        return this;
    }

    /// A value of the user's for a message: in quotes, and cut when it is long.
    static String quote(String value) {
        if (value.length() <= MAX_QUOTED_CHARS) {
            return "'" + value + "'";
        }
        int cut =
                Character.isHighSurrogate(value.charAt(MAX_QUOTED_CHARS - 1))
                        ? MAX_QUOTED_CHARS - 1
                        : MAX_QUOTED_CHARS;
        return "'" + value.substring(0, cut) + "…'";
    }
}
