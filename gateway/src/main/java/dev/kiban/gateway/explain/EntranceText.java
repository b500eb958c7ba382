package dev.kiban.gateway.explain;

import dev.kiban.definition.Capacity;
import dev.kiban.definition.ConnectionLimits;
import dev.kiban.gateway.Entrance;
import dev.kiban.gateway.explain.Explanation.Line;
import dev.kiban.gateway.explain.Explanation.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a Gateway says of connections, before there is a request on them.
final class EntranceText {
    private EntranceText() {}

    /// A line, if it says anything.
    static List<Line> of(Entrance entrance) {
        return entrance.capacity().at().stream()
                .map(
                        at ->
                                new Line(
                                        Stage.ENTRANCE,
                                        text(entrance.capacity().connections())
                                                + late(entrance.capacity()),
                                        Optional.of(at)))
                .toList();
    }

    private static String text(ConnectionLimits limits) {
        return "headers of %,d bytes within %s; %,d connections%s, idle for %s; HTTP/2: %,d requests at a time, %,d taken back in 30s"
                .formatted(
                        limits.headerBytes(),
                        text(limits.headerTimeout()),
                        limits.connections(),
                        limits.perAddress().map(", %,d of an address"::formatted).orElse(""),
                        text(limits.idleTimeout()),
                        limits.streams(),
                        limits.resets());
    }

    private static String late(Capacity capacity) {
        return capacity.lag()
                .map(lag -> "; refused by tier when %,d ms late".formatted(lag.toMillis()))
                .orElse("");
    }

    private static String text(Duration time) {
        return time.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
