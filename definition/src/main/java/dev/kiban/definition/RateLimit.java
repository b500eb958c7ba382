package dev.kiban.definition;

import java.time.Duration;

/// How many requests of a route are let through in a time: a bucket of `burst` tokens for each key,
/// into which `amount` flow in each `period`.
///
/// @param by what has a bucket of its own
/// @param at where the limit stands
public record RateLimit(By by, int amount, Duration period, int burst, Location at) {

    /// What has a bucket of its own.
    public sealed interface By {}

    /// The route: all requests to it share one bucket.
    public record ByRoute() implements By {}

    /// Each caller: a partner, or all who come with a token of one issuer.
    public record ByCaller() implements By {}

    /// Each identity: one user of an issuer, or a partner.
    public record ByIdentity() implements By {}

    /// Each address that clients come from; of IPv6, each network of 64 bits.
    public record ByAddress() implements By {}

    /// Each value of a header; requests without it share a bucket.
    ///
    /// @param name in lower case
    public record ByHeader(String name) implements By {}

    /// @throws IllegalArgumentException if nothing could ever pass
    public RateLimit {
        if (amount < 1 || burst < 1 || !period.isPositive()) {
            throw new IllegalArgumentException("a rate lets something through");
        }
    }

    /// Whether it is asked before it is seen who calls, and counts what is refused then too.
    public boolean isFirst() {
        return by instanceof ByAddress;
    }

    /// The limit in words.
    public String text() {
        String time =
                switch ((int) period.toSeconds()) {
                    case 1 -> "a second";
                    case 60 -> "a minute";
                    default -> "an hour";
                };
        return "%,d %s for %s, %,d at once".formatted(amount, time, who(), burst);
    }

    private String who() {
        return switch (by) {
            case ByRoute _ -> "the route";
            case ByCaller _ -> "each caller";
            case ByIdentity _ -> "each identity";
            case ByAddress _ -> "each address";
            case ByHeader(String name) -> "each value of '%s'".formatted(name);
        };
    }
}
