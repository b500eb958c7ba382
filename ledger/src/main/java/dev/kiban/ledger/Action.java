package dev.kiban.ledger;

import java.util.regex.Pattern;

/// What kind of thing was done: lower-case words joined by dots, from the thing to the deed.
/// `release.recorded`, `gate.overridden`, `plan.reloaded`.
public record Action(String value) {
    private static final Pattern WORDS = Pattern.compile("[a-z][a-z0-9]*(\\.[a-z][a-z0-9]*)+");

    /// Characters of an action.
    public static final int MAX_LENGTH = 64;

    /// @throws IllegalArgumentException if it is none
    public Action {
        if (value.length() > MAX_LENGTH || !WORDS.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "an action is lower-case words joined by dots, such as release.recorded, of %d characters at most: '%s' is not"
                            .formatted(MAX_LENGTH, value));
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
