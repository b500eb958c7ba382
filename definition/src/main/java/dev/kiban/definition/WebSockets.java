package dev.kiban.definition;

import java.time.Duration;

/// That WebSockets go through a route.
///
/// @param idleTimeout how long nothing may come from either side
/// @param atMost how many may be open at a time, in one gateway
public record WebSockets(Duration idleTimeout, int atMost) {

    /// @throws IllegalArgumentException if none could be opened
    public WebSockets {
        if (atMost < 1 || !idleTimeout.isPositive()) {
            throw new IllegalArgumentException("there must be room and time for one WebSocket");
        }
    }
}
