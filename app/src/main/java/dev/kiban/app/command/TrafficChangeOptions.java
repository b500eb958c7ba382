package dev.kiban.app.command;

import dev.kiban.kernel.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/// What every change of traffic may say.
final class TrafficChangeOptions {
    @Option(
            names = "--split",
            paramLabel = "NAME",
            description = "Which split, if the service has several, as 'show' names them.")
    private String split = "";

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Why, in one line, for the ledger.")
    private String reason = "";

    @Option(
            names = "--if-version",
            paramLabel = "NUMBER",
            description = "Only if this is the newest version, as 'show --format json' has it.")
    private Optional<Long> version = Optional.empty();

    /// As members of a request of the API.
    Map<String, Json> members() {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("split", Json.text(split));
        members.put("reason", Json.text(reason));
        version.ifPresent(number -> members.put("version", Json.number(number)));
        return members;
    }
}
