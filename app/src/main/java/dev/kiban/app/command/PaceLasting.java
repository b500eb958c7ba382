package dev.kiban.app.command;

import dev.kiban.kernel.Json;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/// How long an order lasts.
final class PaceLasting {
    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = ShortTime.class,
            description =
                    "How long, such as 90s, 30m or 2h; then the definition holds again (default: a pause until somebody ends it, all else 1h).")
    private Optional<Duration> lasts = Optional.empty();

    /// As a member of a request of the API; nothing if nobody said so.
    Map<String, Json> members() {
        return lasts.map(time -> Map.of("lasts", Json.text(time.toSeconds() + "s")))
                .orElseGet(Map::of);
    }
}
