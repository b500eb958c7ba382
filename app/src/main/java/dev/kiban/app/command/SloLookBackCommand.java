package dev.kiban.app.command;

import dev.kiban.app.budget.LedgerReleases;
import dev.kiban.app.budget.LookBackText;
import dev.kiban.app.terminal.Terminal;
import dev.kiban.runtime.sql.Database;
import dev.kiban.slo.LookBackReader;
import dev.kiban.slo.LookBackReader.ServiceLookBack;
import dev.kiban.slo.Quarter;
import dev.kiban.slo.SloPlan.ServiceSlo;
import dev.kiban.slo.store.SqlAlerts;
import dev.kiban.slo.store.SqlCounts;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kiban slo look-back SERVICE`: where budgets went in a quarter.
@Command(
        name = "look-back",
        description =
                "Show what took the budgets of a service in a quarter: alerts, releases, or nothing that is known; and which objectives and alerts to change.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 shown, 2 it cannot be told, or the command line is wrong.",
            "",
            "Examples:",
            "  kiban slo look-back shop --definitions examples/flea-market",
            "  kiban slo look-back shop --quarter 2026Q3 --zone Asia/Tokyo --format json"
        })
final class SloLookBackCommand implements Callable<Integer> {
    private static final int CANNOT_TELL = 2;

    private final Terminal terminal;
    private final Map<String, String> environment;
    private final InstantSource clock;

    @Parameters(paramLabel = "SERVICE", description = "The service.")
    private String service = "";

    @Option(
            names = "--quarter",
            paramLabel = "QUARTER",
            description = "Such as 2026Q3 (default: the one that goes on).")
    private Optional<String> quarter = Optional.empty();

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "The time zone in which quarters begin (default: UTC).")
    private ZoneId zone = ZoneId.of("UTC");

    @Mixin private DefinedSlos defined = new DefinedSlos();
    @Mixin private DatabaseQuestion question = new DatabaseQuestion();

    SloLookBackCommand(Terminal terminal, Map<String, String> environment, InstantSource clock) {
        this.terminal = terminal;
        this.environment = Map.copyOf(environment);
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Instant now = clock.instant();
        Quarter asked =
                question.read(
                        () -> quarter.map(Quarter::parse).orElseGet(() -> Quarter.at(now, zone)));
        List<ServiceSlo> slos =
                defined.find(
                        terminal,
                        "SLO of a service '%s'".formatted(service),
                        slo -> slo.service().value().equals(service));
        return slos.isEmpty()
                ? CANNOT_TELL
                : question.ask(terminal, environment, database -> show(database, slos, asked, now));
    }

    private int show(Database database, List<ServiceSlo> slos, Quarter asked, Instant now) {
        LookBackReader reader =
                new LookBackReader(
                        SqlCounts.in(database),
                        SqlAlerts.in(database),
                        new LedgerReleases(DatabaseQuestion.ledger(database)));
        ServiceLookBack lookBack =
                reader.read(slos.getFirst().service(), slos, asked.window(zone), now);
        LookBackText text = new LookBackText(asked, zone, lookBack);
        terminal.out()
                .print(
                        switch (question.format()) {
                            case text -> text.lines();
                            case json -> text.json().print();
                        });
        terminal.out().flush();
        return 0;
    }
}
