package dev.kiban.fleamarket;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// `--name value` pairs, each name one of those that the program knows.
record Options(Map<String, String> values) {

    Options {
        values = Map.copyOf(values);
    }

    static Options parse(List<String> words, String... known) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < words.size(); i += 2) {
            String word = words.get(i);
            String name = word.startsWith("--") ? word.substring(2) : "";
            if (!Arrays.asList(known).contains(name)) {
                throw new IllegalArgumentException(
                        "unknown option '%s': use %s".formatted(word, list(known)));
            }
            if (i + 1 == words.size()) {
                throw new IllegalArgumentException("option '%s' needs a value".formatted(word));
            }
            values.put(name, words.get(i + 1));
        }
        return new Options(values);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    int number(String name, int otherwise) {
        String value = values.get(name);
        if (value == null) {
            return otherwise;
        }
        try {
            return Integer.parseUnsignedInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "option '--%s %s' must be a whole number".formatted(name, value), e);
        }
    }

    Duration duration(String name, String otherwise) {
        String value = values.getOrDefault(name, otherwise);
        if (!value.matches("\\d{1,4}(ms|s)")) {
            throw new IllegalArgumentException(
                    "option '--%s %s' must look like 500ms or 2s".formatted(name, value));
        }
        return value.endsWith("ms")
                ? Duration.ofMillis(Integer.parseInt(value.replace("ms", "")))
                : Duration.ofSeconds(Integer.parseInt(value.replace("s", "")));
    }

    private static String list(String... known) {
        return Arrays.stream(known).map("--"::concat).collect(Collectors.joining(", "));
    }
}
