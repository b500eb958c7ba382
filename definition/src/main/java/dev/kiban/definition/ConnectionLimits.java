package dev.kiban.definition;

import java.time.Duration;
import java.util.Optional;

/// What a gateway takes on its connections before it is known where requests lead.
///
/// @param headerBytes of all headers of a request
/// @param connections open at a time
/// @param perAddress of these, from one address of IPv4 or one network of 64 bits of IPv6; empty
/// for as many as like
/// @param headerTimeout how long a head may take
/// @param idleTimeout how long a connection stays open without a request
/// @param streams requests at a time on one connection of HTTP/2
/// @param resets of these that a client may take back in 30 s
public record ConnectionLimits(
        int headerBytes,
        int connections,
        Optional<Integer> perAddress,
        Duration headerTimeout,
        Duration idleTimeout,
        int streams,
        int resets) {

    /// What is usual.
    public static final ConnectionLimits DEFAULT =
            new ConnectionLimits(
                    16 * 1024,
                    20_000,
                    Optional.empty(),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(60),
                    100,
                    200);
}
