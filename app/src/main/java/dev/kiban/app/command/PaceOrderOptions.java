package dev.kiban.app.command;

import dev.kiban.kernel.Json;
import dev.kiban.kernel.PaceName;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Which pace an order is about, how long it lasts, and why: what all orders share.
final class PaceOrderOptions {
    @Parameters(index = "0", paramLabel = "PACE", description = "Its name, such as push.")
    private String pace = "";

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = ShortTime.class,
            description =
                    "How long, such as 90s, 30m or 2h; then the definition holds again (default: a pause until somebody ends it, all else 1h).")
    private Optional<Duration> lasts = Optional.empty();

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Why, in one line, for the ledger.")
    private String reason = "";

    @Mixin private ApiOptions api = new ApiOptions();

    ApiOptions api() {
        return api;
    }

    /// Where the API tells of it.
    ///
    /// @throws picocli.CommandLine.ParameterException if there can be no such pace
    String path() {
        try {
            return "/api/v1/paces/" + new PaceName(pace);
        } catch (IllegalArgumentException e) {
            throw api.wrong(String.valueOf(e.getMessage()));
        }
    }

    /// A request of the API.
    ///
    /// @param member which order
    Json request(String member, Json order) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put(member, order);
        lasts.ifPresent(time -> members.put("lasts", Json.text(time.toSeconds() + "s")));
        members.put("reason", Json.text(reason));
        return Json.object(members);
    }
}
