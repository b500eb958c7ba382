package dev.kiban.definition.load;

import dev.kiban.definition.Capacity;
import dev.kiban.definition.ConnectionLimits;
import dev.kiban.definition.Location;
import dev.kiban.definition.shape.ChoiceShape;
import dev.kiban.definition.shape.Field;
import dev.kiban.definition.shape.ObjectShape;
import dev.kiban.definition.shape.Values;
import dev.kiban.definition.shape.WholeShape;
import dev.kiban.definition.shape.WordOrObjectShape;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/// What a Gateway says of how much it takes.
final class CapacitySection {
    private static final int MIN_HEADER_BYTES = 1024;
    private static final int MAX_HEADER_BYTES = 1 << 20;
    private static final int MAX_CONNECTIONS = 1_000_000;
    private static final int MAX_STREAMS = 10_000;
    private static final int MAX_RESETS = 1_000;
    private static final int MIN_BUFFER_BYTES = 64 * 1024;
    private static final int MAX_BUFFER_BYTES = 1 << 30;
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST_HEAD = Duration.ofMinutes(5);
    private static final Duration LONGEST_IDLE = Duration.ofHours(1);

    private static final Field<Integer> HEADER_BYTES =
            Field.withDefault(
                            "headerBytes",
                            Texts.size(MIN_HEADER_BYTES, MAX_HEADER_BYTES),
                            "16Ki",
                            "All headers of a request together; more is refused with 431")
                    .example("32Ki");
    private static final Field<Integer> CONNECTIONS =
            Field.withDefault(
                    "connections",
                    new WholeShape(1, MAX_CONNECTIONS),
                    "20000",
                    "Open connections of clients; one more is closed at once");
    private static final Field<Optional<Integer>> PER_ADDRESS =
            Field.optional(
                            "perAddress",
                            new WholeShape(1, MAX_CONNECTIONS),
                            "Of these, from one address; of IPv6, from one network of 64 bits. `trustedProxies` may have more. Without it, as many as like")
                    .example("200");
    private static final Field<Duration> HEADER_TIMEOUT =
            Field.withDefault(
                    "headerTimeout",
                    Texts.duration(SHORTEST, LONGEST_HEAD),
                    "10s",
                    "How long a new connection may say nothing, and how long a client of HTTP/1.1 may take to send all headers of a request");
    private static final Field<Duration> IDLE_TIMEOUT =
            Field.withDefault(
                    "idleTimeout",
                    Texts.duration(SHORTEST, LONGEST_IDLE),
                    "1m",
                    "How long a connection stays open without a request");
    private static final Field<Integer> STREAMS =
            Field.withDefault(
                    "streams",
                    new WholeShape(1, MAX_STREAMS),
                    "100",
                    "Requests at a time on one connection of HTTP/2");
    private static final Field<Integer> RESETS =
            Field.withDefault(
                    "resets",
                    new WholeShape(1, MAX_RESETS),
                    "200",
                    "Requests that a client of HTTP/2 may take back in 30 seconds; with one more, its connection is closed");

    private static final Field<Duration> LAG =
            Field.withDefault(
                    "lag",
                    Texts.duration(Duration.ofMillis(10), Duration.ofSeconds(10)),
                    "200ms",
                    "How late an event loop of the gateway may be with what it has to do");

    static final Field<Optional<Duration>> OVERLOAD =
            Field.withDefault(
                            "overload",
                            new WordOrObjectShape<>(
                                    ChoiceShape.of(
                                            "serve",
                                            Optional.<Duration>empty(),
                                            "All requests are taken, however long they wait"),
                                    ObjectShape.named(
                                                    "Overload",
                                                    "When the gateway has more to do than it can")
                                            .fields(LAG)
                                            .build(v -> Optional.of(v.get(LAG)))),
                            "{}",
                            "When requests are refused because the gateway cannot keep up: those of services of the lowest `tier` first")
                    .example("{lag: 100ms}");

    private static final Field<Integer> BUFFER_BYTES =
            Field.withDefault(
                    "bufferBytes",
                    Texts.size(MIN_BUFFER_BYTES, MAX_BUFFER_BYTES),
                    "64Mi",
                    "Bodies of requests that are kept before they go on, of all together");

    static final Field<Limits> LIMITS =
            Field.withDefault(
                            "limits",
                            ObjectShape.named(
                                            "GatewayLimits",
                                            "How much is taken of clients, wherever their requests lead")
                                    .fields(
                                            HEADER_BYTES,
                                            CONNECTIONS,
                                            PER_ADDRESS,
                                            HEADER_TIMEOUT,
                                            IDLE_TIMEOUT,
                                            STREAMS,
                                            RESETS,
                                            BUFFER_BYTES)
                                    .build(CapacitySection::build),
                            "{}",
                            "How much is taken of clients, wherever their requests lead")
                    .example("{connections: 5000, perAddress: 200}");

    private CapacitySection() {}

    /// What stands under `limits`.
    record Limits(ConnectionLimits connections, int bufferBytes) {}

    /// What stands there, with its place if anything does.
    static Capacity of(Values v) {
        Optional<Location> at =
                Stream.of(LIMITS, OVERLOAD).filter(field -> !v.lacks(field)).map(v::at).findFirst();
        Limits limits = v.get(LIMITS);
        return new Capacity(limits.connections(), limits.bufferBytes(), v.get(OVERLOAD), at);
    }

    private static Limits build(Values v) {
        ConnectionLimits connections =
                new ConnectionLimits(
                        v.get(HEADER_BYTES),
                        v.get(CONNECTIONS),
                        v.get(PER_ADDRESS),
                        v.get(HEADER_TIMEOUT),
                        v.get(IDLE_TIMEOUT),
                        v.get(STREAMS),
                        v.get(RESETS));
        return new Limits(connections, v.get(BUFFER_BYTES));
    }
}
