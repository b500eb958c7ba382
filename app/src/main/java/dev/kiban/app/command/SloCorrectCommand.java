package dev.kiban.app.command;

import dev.kiban.api.Corrections;
import dev.kiban.app.terminal.Terminal;
import dev.kiban.kernel.Json;
import dev.kiban.runtime.sql.Database;
import dev.kiban.slo.Correction;
import dev.kiban.slo.SloPlan.ServiceSlo;
import dev.kiban.slo.store.SqlCounts;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `kiban slo correct SERVICE SLO`: a time counts as good.
@Command(
        name = "correct",
        description =
                "Let a time count as good, in the name of who runs the command: maintenance, or trouble that was not the service's.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 corrected, 2 it cannot be, or the command line is wrong.",
            "",
            "Examples:",
            "  kiban slo correct shop availability --from 2026-11-21T10:00:00Z --to 2026-11-21T10:30:00Z --reason 'the data centre moved'"
        })
final class SloCorrectCommand implements Callable<Integer> {
    private static final int CANNOT = 2;

    private final Terminal terminal;
    private final Map<String, String> environment;
    private final InstantSource clock;

    @Mixin private NamedSlo named = new NamedSlo();

    @Option(
            names = "--from",
            required = true,
            paramLabel = "TIME",
            description = "The first moment, a whole minute, such as 2026-11-21T10:00:00Z.")
    private Instant from = Instant.EPOCH;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "TIME",
            description = "The first moment that is not corrected.")
    private Instant to = Instant.EPOCH;

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "Why, in one line.")
    private String reason = "";

    @Mixin private DatabaseQuestion question = new DatabaseQuestion();

    SloCorrectCommand(Terminal terminal, Map<String, String> environment, InstantSource clock) {
        this.terminal = terminal;
        this.environment = Map.copyOf(environment);
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Correction correction =
                question.read(
                        () ->
                                new Correction(from, to, System.getProperty("user.name"), reason)
                                        .checkedAt(clock.instant()));
        Optional<ServiceSlo> slo = named.find(terminal);
        return slo.isEmpty()
                ? CANNOT
                : question.ask(
                        terminal,
                        environment,
                        database -> correct(database, slo.get(), correction));
    }

    private int correct(Database database, ServiceSlo slo, Correction correction) {
        long number =
                question.read(() -> corrections(database, clock).correct(slo, correction, ""));
        terminal.out()
                .print(
                        switch (question.format()) {
                            case text ->
                                    "%s %s counts as good from %s to %s, correction %d%n"
                                            .formatted(
                                                    slo.service(),
                                                    slo.slo().name(),
                                                    correction.start(),
                                                    correction.end(),
                                                    number);
                            case json -> Json.object(Map.of("number", Json.number(number))).print();
                        });
        terminal.out().flush();
        return 0;
    }

    static Corrections corrections(Database database, InstantSource clock) {
        return new Corrections(DatabaseQuestion.ledger(database), SqlCounts.in(database), clock);
    }
}
