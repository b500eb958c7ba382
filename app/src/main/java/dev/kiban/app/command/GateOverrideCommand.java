package dev.kiban.app.command;

import dev.kiban.api.Overrides;
import dev.kiban.app.terminal.Terminal;
import dev.kiban.kernel.Json;
import dev.kiban.kernel.ServiceName;
import dev.kiban.runtime.sql.Database;
import dev.kiban.slo.Gate.ReleaseOverride;
import dev.kiban.slo.store.SqlOverrides;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kiban gate override SERVICE`: somebody answers for a release that would be held.
@Command(
        name = "override",
        description =
                "Let a service be released until some time, in the name of who runs the command.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 given, 2 it cannot be given, or the command line is wrong.",
            "",
            "Examples:",
            "  kiban gate override shop --reason 'fixes the outage' --until 2026-11-21T18:00:00Z"
        })
final class GateOverrideCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Map<String, String> environment;
    private final InstantSource clock;

    @Parameters(paramLabel = "SERVICE", description = "The service to release.")
    private String service = "";

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "Why, in one line.")
    private String reason = "";

    @Option(
            names = "--until",
            required = true,
            paramLabel = "TIME",
            description = "When it expires, such as 2026-11-21T18:00:00Z; within 7 days.")
    private Instant until = Instant.EPOCH;

    @Mixin private DatabaseQuestion question = new DatabaseQuestion();

    GateOverrideCommand(Terminal terminal, Map<String, String> environment, InstantSource clock) {
        this.terminal = terminal;
        this.environment = Map.copyOf(environment);
        this.clock = clock;
    }

    @Override
    public Integer call() {
        ServiceName name = question.read(() -> new ServiceName(service));
        ReleaseOverride override =
                question.read(
                        () ->
                                new ReleaseOverride(System.getProperty("user.name"), reason, until)
                                        .checkedAt(clock.instant()));
        return question.ask(terminal, environment, database -> give(database, name, override));
    }

    private int give(Database database, ServiceName name, ReleaseOverride override) {
        Overrides overrides =
                new Overrides(DatabaseQuestion.ledger(database), SqlOverrides.in(database), clock);
        long event = question.read(() -> overrides.give(name, override, ""));
        terminal.out()
                .print(
                        switch (question.format()) {
                            case text ->
                                    "%s may be released until %s, event %d%n"
                                            .formatted(name, override.expires(), event);
                            case json -> json(event, override).print();
                        });
        terminal.out().flush();
        return 0;
    }

    private static Json json(long event, ReleaseOverride override) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("event", Json.number(event));
        members.put("expires", Json.text(override.expires().toString()));
        return Json.object(members);
    }
}
