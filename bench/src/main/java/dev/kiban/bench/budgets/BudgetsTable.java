package dev.kiban.bench.budgets;

import dev.kiban.api.LedgerRuns;
import dev.kiban.app.budget.Archive;
import dev.kiban.app.console.LiveBoard;
import dev.kiban.app.console.LiveChronicle;
import dev.kiban.app.console.LiveLookBacks;
import dev.kiban.app.console.LivePaces;
import dev.kiban.app.console.LiveProfiles;
import dev.kiban.app.console.LiveRuns;
import dev.kiban.app.console.Sources;
import dev.kiban.console.Reception;
import dev.kiban.console.web.ConsoleServer;
import dev.kiban.console.web.Listening;
import dev.kiban.definition.Definitions;
import dev.kiban.ledger.Ledger;
import dev.kiban.ledger.store.SqlEvents;
import dev.kiban.pace.run.RunBook;
import dev.kiban.pace.store.SqlOrders;
import dev.kiban.pace.store.SqlRuns;
import dev.kiban.pace.store.SqlSights;
import dev.kiban.runtime.sql.Database;
import dev.kiban.runtime.sql.EmbeddedPostgres;
import dev.kiban.runtime.telemetry.log.Log;
import dev.kiban.slo.AlertWatch;
import dev.kiban.slo.CountStore;
import dev.kiban.slo.store.SqlAlerts;
import dev.kiban.slo.store.SqlCounts;
import dev.kiban.slo.store.SqlFlows;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Fills a store, then goes on for some minutes: a gateway ships, a round decides, people look at
/// pages. Prints how long each took on the clock, with PostgreSQL.
///
/// `-Dservices=1000 -Ddays=90 -DminuteDays=4 -Dminutes=70 -Dviews=200`
public final class BudgetsTable {
    private static final Instant START = Instant.parse("2026-11-22T00:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration SHIPPED = Duration.ofSeconds(21);
    private static final int CONNECTIONS = 5;

    private final PrintStream out;
    private final int services = Integer.getInteger("services", 1_000);
    private final int minutes = Integer.getInteger("minutes", 70);
    private final int views = Integer.getInteger("views", 200);

    private BudgetsTable(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        new BudgetsTable(System.out).run();
    }

    private void run() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("kiban-budgets");
        try (EmbeddedPostgres server = EmbeddedPostgres.start(folder.resolve("data"));
                Database database = Database.open(server.url(), CONNECTIONS)) {
            CountStore counts = SqlCounts.in(database);
            CpuClock cpu = CpuClock.below(folder);
            out.print(Measured.HEAD);
            new Measured("filling the store", cpu::nanos).times(1, () -> fill(database)).print(out);
            SqlAlerts alerts = SqlAlerts.in(database);
            AlertWatch watch = rounds(counts, alerts, cpu);
            Ledger ledger = new Ledger(SqlEvents.in(database), () -> START);
            pages(
                    watch,
                    cpu,
                    new Archive(
                            counts,
                            alerts,
                            SqlFlows.in(database),
                            ledger,
                            SqlOrders.in(database),
                            SqlSights.in(database),
                            new RunBook(SqlRuns.in(database), new LedgerRuns(ledger))));
        }
    }

    private void fill(Database database) {
        new LargeStore(
                        services,
                        Integer.getInteger("days", 90),
                        Integer.getInteger("minuteDays", 4))
                .fill(database, START);
    }

    private AlertWatch rounds(CountStore counts, SqlAlerts alerts, CpuClock cpu)
            throws IOException, InterruptedException {
        AlertWatch watch =
                new AlertWatch(
                        LargePlan.of(services)::plan, counts, alerts, (_, _) -> Optional.empty());
        Measured shipments = new Measured("a gateway's minute arrives", cpu::nanos);
        Measured rounds = new Measured("a round of alerts", cpu::nanos);
        for (int i = 0; i <= minutes; i++) {
            Instant minute = START.plus(MINUTE.multipliedBy(i));
            shipments.once(() -> counts.take(LargeStore.minute(services, minute), minute));
            rounds.once(() -> watch.round(minute.plus(MINUTE).plus(SHIPPED)));
        }
        shipments.print(out);
        rounds.print(out);
        return watch;
    }

    private void pages(AlertWatch watch, CpuClock cpu, Archive archive)
            throws IOException, InterruptedException {
        Definitions definitions = LargePlan.of(services).definitions();
        Sources sources =
                new Sources(
                        () -> Optional.of(definitions),
                        watch.book()::page,
                        () -> Optional.of(archive));
        try (ConsoleServer console = console(sources);
                HttpClient client = HttpClient.newHttpClient()) {
            new Measured("the board", cpu::nanos)
                    .times(views, () -> get(client, console, "/"))
                    .print(out);
            for (String last : List.of("28d", "90d")) {
                new Measured("a service over " + last, cpu::nanos)
                        .times(
                                views,
                                () -> get(client, console, "/services/service-0007?last=" + last))
                        .print(out);
            }
            new Measured("a look-back at a quarter", cpu::nanos)
                    .times(views, () -> get(client, console, "/look-back?service=service-0007"))
                    .print(out);
        }
    }

    private ConsoleServer console(Sources sources) {
        InstantSource clock = () -> START.plus(MINUTE.multipliedBy(minutes));
        ConsoleServer.Ports ports =
                new ConsoleServer.Ports(
                        new LiveBoard(sources, clock),
                        new LiveProfiles(sources, clock),
                        new LiveLookBacks(sources, clock),
                        new LiveChronicle(sources, clock, Thread::startVirtualThread),
                        Optional::empty,
                        new LivePaces(sources, clock),
                        new LiveRuns(sources, clock),
                        Optional::empty,
                        clock);
        return ConsoleServer.start(
                Listening.here(0),
                ports,
                new ConsoleServer.Entrance(new Reception.Strangers(), new NothingToChange()),
                Log.of(BudgetsTable.class));
    }

    private static void get(HttpClient client, ConsoleServer console, String path)
            throws IOException, InterruptedException {
        URI address = URI.create("http://localhost:%d%s".formatted(console.port(), path));
        int status =
                client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                        .statusCode();
        if (status != 200) {
            throw new IllegalStateException("%s: %d".formatted(path, status));
        }
    }
}
