package dev.kiban.runtime.http;

import java.time.Duration;

/// What a listener takes from a client before anything is known about the request. Body sizes are
/// not here: they belong to routes.
///
/// @param maxConnections open connections per event loop; one more is closed at once
/// @param maxStreams requests at a time on one HTTP/2 connection
/// @param maxRequestLineBytes method, target and version of HTTP/1.1
/// @param maxHeaderBytes all header fields of a request together
/// @param maxResets streams that a client may reset on one connection within 30 s before it is
/// closed (rapid reset)
/// @param idleTimeout how long a connection may stay open without a request, or take to send a
/// request's head
/// @param stallTimeout how long a client may take none of an answer that waits for it
public record EdgeLimits(
        int maxConnections,
        int maxStreams,
        int maxRequestLineBytes,
        int maxHeaderBytes,
        int maxResets,
        Duration idleTimeout,
        Duration stallTimeout) {

    public static final EdgeLimits DEFAULT =
            new EdgeLimits(
                    20_000,
                    100,
                    8 * 1024,
                    16 * 1024,
                    200,
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
}
