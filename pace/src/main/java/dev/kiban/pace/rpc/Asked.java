package dev.kiban.pace.rpc;

import dev.kiban.pace.reception.Refusal;
import dev.kiban.pace.reception.Said;
import java.util.Map;
import java.util.Optional;

/// What a message says of a job, as it would come in headers of HTTP.
final class Asked {
    private Asked() {}

    /// Why it cannot be said so.
    static Optional<Refusal> refusal(Map<String, String> headers) {
        return headers.entrySet().stream()
                .filter(header -> !isPrintable(header.getValue()))
                .findFirst()
                .map(
                        header ->
                                Refusal.invalid(
                                        "the value of '%s' must be printable ASCII"
                                                .formatted(Refusal.shown(header.getKey()))));
    }

    /// @param reserves whether it is not to be held
    static Said said(
            Map<String, String> headers, String idempotencyKey, boolean reserves, String address) {
        return new Said(name -> value(headers, name), idempotencyKey, reserves, address);
    }

    private static boolean isPrintable(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c <= '~');
    }

    /// Names in lower case are found at once, others too.
    private static String value(Map<String, String> headers, String name) {
        String value = headers.get(name);
        if (value == null) {
            value =
                    headers.entrySet().stream()
                            .filter(header -> header.getKey().equalsIgnoreCase(name))
                            .map(Map.Entry::getValue)
                            .findFirst()
                            .orElse("");
        }
        return value.strip();
    }
}
