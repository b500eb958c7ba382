package dev.kiban.definition.shape;

import dev.kiban.definition.yaml.Yaml.ScalarType;
import java.util.regex.Pattern;

/// What text must be like. Everything here can be said in JSON Schema too.
///
/// @param pattern what the whole text matches, in the dialect that Java and ECMAScript share
/// @param maxLength in characters
/// @param wholeNumbers whether a number without unit counts as its digits
/// @param nearSecret whether what does not match may be a secret, which nobody is shown
public record TextRule(Pattern pattern, int maxLength, boolean wholeNumbers, boolean nearSecret) {
    /// Enough for a name or a line.
    public static final int LINE = 200;

    /// Enough for a few paragraphs.
    public static final int PARAGRAPHS = 10_000;

    /// Text that matches a pattern, up to a line long.
    public static TextRule matching(String pattern) {
        return new TextRule(Pattern.compile(pattern), LINE, false, false);
    }

    public TextRule upTo(int characters) {
        return new TextRule(pattern, characters, wholeNumbers, nearSecret);
    }

    /// This rule, for numbers without unit as well.
    public TextRule orWholeNumbers() {
        return new TextRule(pattern, maxLength, true, nearSecret);
    }

    /// This rule, for what stands where users may put a secret by mistake.
    public TextRule insteadOfSecret() {
        return new TextRule(pattern, maxLength, wholeNumbers, true);
    }

    boolean takes(ScalarType type) {
        return type == ScalarType.TEXT || (wholeNumbers && type == ScalarType.INTEGER);
    }

    boolean isTooLong(String text) {
        return text.codePointCount(0, text.length()) > maxLength;
    }

    boolean matches(String text) {
        return pattern.matcher(text).matches();
    }
}
