package dev.kiban.runtime.telemetry.log;

import java.nio.charset.StandardCharsets;

/// The name of a member of a [JsonLine], encoded once. Letters, digits and `_` only, so that it
/// needs no escaping.
public final class JsonKey {
    private final String name;
    private final byte[] prefix;

    private JsonKey(String name) {
        this.name = name;
        this.prefix = (",\"" + name + "\":").getBytes(StandardCharsets.US_ASCII);
    }

    /// A key of this name.
    ///
    /// @throws IllegalArgumentException if the name has other characters than letters, digits and
    ///     `_`
    public static JsonKey of(String name) {
        if (name.isEmpty()
                || !name.chars()
                        .allMatch(c -> c == '_' || (c < 0x80 && Character.isLetterOrDigit(c)))) {
            throw new IllegalArgumentException(
                    "JSON key '%s' must be letters, digits and '_'".formatted(name));
        }
        return new JsonKey(name);
    }

    /// The name as it stands in the line.
    public String name() {
        return name;
    }

    /// `,"name":`, ready to be copied.
    byte[] prefix() {
        return prefix;
    }
}
