package dev.kiban.definition.load;

import dev.kiban.definition.WebSockets;
import dev.kiban.definition.shape.Field;
import dev.kiban.definition.shape.ObjectShape;
import dev.kiban.definition.shape.WholeShape;
import java.time.Duration;
import java.util.Optional;

/// A route's `websocket`.
final class WebSocketSection {
    private static final int MOST_AT_ALL = 1_000_000;

    private static final Field<Duration> IDLE_TIMEOUT =
            Field.withDefault(
                            "idleTimeout",
                            Texts.duration(Duration.ofSeconds(1), Duration.ofHours(24)),
                            "5m",
                            "How long nothing may come from either side; then the WebSocket is closed")
                    .example("1m");
    private static final Field<Integer> AT_MOST =
            Field.withDefault(
                    "atMost",
                    new WholeShape(1, MOST_AT_ALL),
                    "1000",
                    "How many may be open at a time in one gateway; further ones get 503");

    static final Field<Optional<WebSockets>> FIELD =
            Field.optional(
                    "websocket",
                    ObjectShape.named("WebSocket", "That WebSockets go through")
                            .fields(IDLE_TIMEOUT, AT_MOST)
                            .build(v -> new WebSockets(v.get(IDLE_TIMEOUT), v.get(AT_MOST))),
                    "That WebSockets go through; without it, none do: what asks for one is passed on without `Upgrade`");

    private WebSocketSection() {}
}
