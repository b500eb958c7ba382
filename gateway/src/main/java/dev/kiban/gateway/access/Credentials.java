package dev.kiban.gateway.access;

import dev.kiban.gateway.access.Shown.Nothing;
import dev.kiban.gateway.access.Shown.Unproven;
import java.util.List;
import java.util.function.Function;

/// What a request brings to show who calls: the values of all headers that can hold it.
///
/// @param authorizations of `Authorization`
/// @param apiKeys of `X-Api-Key`
public record Credentials(List<String> authorizations, List<String> apiKeys) {
    /// Nothing.
    public static final Credentials NONE = new Credentials(List.of(), List.of());

    private static final String SCHEME = "Bearer ";

    /// Whether there is nothing.
    public boolean isEmpty() {
        return authorizations.isEmpty() && apiKeys.isEmpty();
    }

    /// What they come to. One is enough: who comes after us could believe another than we.
    ///
    /// @param token what a token shows
    /// @param apiKey what a key shows
    Shown shown(Function<String, Shown> token, Function<String, Shown> apiKey) {
        return switch (authorizations.size() + apiKeys.size()) {
            case 0 -> Nothing.NOTHING;
            case 1 ->
                    apiKeys.isEmpty()
                            ? ofBearer(authorizations.getFirst(), token)
                            : apiKey.apply(apiKeys.getFirst());
            default -> new Unproven("there is more than one");
        };
    }

    private static Shown ofBearer(String value, Function<String, Shown> token) {
        return value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? token.apply(value.substring(SCHEME.length()).strip())
                : Nothing.NOTHING;
    }

    /// They are secrets.
    @Override
    public String toString() {
        return "credentials";
    }
}
