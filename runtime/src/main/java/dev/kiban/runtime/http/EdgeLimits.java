package dev.kiban.runtime.http;

import dev.kiban.kernel.AddressRange;
import java.time.Duration;
import java.util.List;

/// What a listener takes from a client before anything is known about the request. Body sizes are
/// not here: they belong to routes.
///
/// @param maxConnections open connections of the listener; one more is closed at once
/// @param perAddress how many of them one client may have
/// @param maxStreams requests at a time on one HTTP/2 connection
/// @param maxRequestLineBytes method, target and version of HTTP/1.1
/// @param maxHeaderBytes all header fields of a request together
/// @param maxResets streams that a client may reset on one connection within 30 s before it is
/// closed (rapid reset)
/// @param headTimeout how long a connection may take to say something, and a head of HTTP/1.1 from
/// its beginning to its end
/// @param idleTimeout how long a connection may stay open without a request
/// @param stallTimeout how long a client may take none of an answer that waits for it
public record EdgeLimits(
        int maxConnections,
        PerAddress perAddress,
        int maxStreams,
        int maxRequestLineBytes,
        int maxHeaderBytes,
        int maxResets,
        Duration headTimeout,
        Duration idleTimeout,
        Duration stallTimeout) {

    public static final EdgeLimits DEFAULT =
            new EdgeLimits(
                    20_000,
                    PerAddress.ANY,
                    100,
                    8 * 1024,
                    16 * 1024,
                    200,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(60));

    public EdgeLimits {
        if (maxConnections < 1 || maxStreams < 1 || maxResets < 1) {
            throw new IllegalArgumentException(
                    "a listener must allow at least one connection, stream and reset");
        }
        if (maxRequestLineBytes < 256 || maxHeaderBytes < 256) {
            throw new IllegalArgumentException(
                    "request line and headers need at least 256 bytes each");
        }
    }

    /// One for which all clients are the same, and which looks no closer at heads than at
    /// connections without requests.
    public EdgeLimits(
            int maxConnections,
            int maxStreams,
            int maxRequestLineBytes,
            int maxHeaderBytes,
            int maxResets,
            Duration idleTimeout,
            Duration stallTimeout) {
        this(
                maxConnections,
                PerAddress.ANY,
                maxStreams,
                maxRequestLineBytes,
                maxHeaderBytes,
                maxResets,
                idleTimeout,
                idleTimeout,
                stallTimeout);
    }

    /// How many connections may come from one address of IPv4, or one network of 64 bits of IPv6.
    ///
    /// @param exempt from which as many may come as like
    public record PerAddress(int maxConnections, List<AddressRange> exempt) {
        /// As many as like, from anywhere.
        public static final PerAddress ANY = new PerAddress(Integer.MAX_VALUE, List.of());

        public PerAddress {
            if (maxConnections < 1) {
                throw new IllegalArgumentException("an address must have at least one connection");
            }
            exempt = List.copyOf(exempt);
        }
    }
}
