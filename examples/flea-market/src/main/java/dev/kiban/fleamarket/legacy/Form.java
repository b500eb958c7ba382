package dev.kiban.fleamarket.legacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The fields of a form, or of a query. What cannot be decoded is left out; of one name, the last
/// wins.
record Form(Map<String, String> fields) {

    Form {
        fields = Map.copyOf(fields);
    }

    static Form parse(@Nullable String encoded) {
        Map<String, String> fields = new HashMap<>();
        if (encoded != null) {
            for (String pair : encoded.split("&", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    decode(pair.substring(equals + 1))
                            .ifPresent(value -> fields.put(pair.substring(0, equals), value));
                }
            }
        }
        return new Form(fields);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(fields.get(name)).filter(value -> !value.isBlank());
    }

    Optional<Integer> number(String name) {
        return text(name).filter(value -> value.matches("[0-9]{1,9}")).map(Integer::valueOf);
    }

    private static Optional<String> decode(String value) {
        try {
            return Optional.of(URLDecoder.decode(value, UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
