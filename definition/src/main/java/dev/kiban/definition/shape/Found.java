package dev.kiban.definition.shape;

import dev.kiban.definition.yaml.Yaml;

/// Says what stands in a file, for messages.
final class Found {
    private static final int MAX_LENGTH = 60;

    private Found() {}

    static String describe(Yaml value) {
        return switch (value) {
            case Yaml.Mapping _ -> "a mapping";
            case Yaml.Sequence _ -> "a list";
            case Yaml.Broken _ -> "something unreadable";
            case Yaml.Scalar(var type, var text, _) ->
                    switch (type) {
                        case TEXT -> describe(text);
                        case INTEGER, NUMBER -> "the number " + shorten(text);
                        case BOOLEAN -> "the boolean " + text;
                        case NOTHING -> "nothing";
                    };
        };
    }

    static String describe(String text) {
        return "'" + shorten(text) + "'";
    }

    private static String shorten(String text) {
        String line = text.lines().findFirst().orElse("");
        boolean whole = line.length() == text.length() && line.length() <= MAX_LENGTH;
        return whole ? line : line.substring(0, Math.min(line.length(), MAX_LENGTH)) + "…";
    }
}
