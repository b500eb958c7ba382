package dev.kiban.bench.budgets;

import dev.kiban.definition.Alerting;
import dev.kiban.definition.Indicator.Events;
import dev.kiban.definition.Location;
import dev.kiban.definition.Objective.Occurrences;
import dev.kiban.definition.Period;
import dev.kiban.definition.Slo;
import dev.kiban.kernel.ServiceName;
import dev.kiban.kernel.Share;
import dev.kiban.kernel.SloName;
import dev.kiban.kernel.TeamName;
import dev.kiban.runtime.sql.Database;
import dev.kiban.runtime.sql.EmbeddedPostgres;
import dev.kiban.slo.Accounts;
import dev.kiban.slo.EventBatch;
import dev.kiban.slo.EventStreams;
import dev.kiban.slo.SloPlan.ServiceSlo;
import dev.kiban.slo.store.SqlCounts;
import dev.kiban.slo.store.SqlEventStreams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Streams that programs have told of for months, and go on to: each minute all of them are told
/// of, and a round reads how they stand. Prints what the round took.
///
/// `-Dstreams=1000 -Ddays=90 -Dminutes=12`
public final class ToldTable {
    private static final Instant START = Instant.parse("2026-11-22T00:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Location AT = new Location(Path.of("bench.yaml"), 1, 1);
    private static final TeamName OWNER = new TeamName("bench-team");
    private static final String STREAM = "orders";
    private static final int MIN_BAD_EVENTS = 5;

    private static final String SERIES =
            """
            INSERT INTO slo_series (service, kind, route, backend, bounds, since)
            SELECT 'service-' || lpad(service::text, 4, '0'), 'events', 'orders', '', '{}', ?
            FROM generate_series(0, ? - 1) AS service""";

    private static final String HOURS =
            """
            INSERT INTO slo_hour (hour, series, valid, errors, within)
            SELECT hour, id, 6000, 3, '{}' FROM generate_series(?, ? - 1) AS hour, slo_series""";

    private static final String MEASURED =
            """
            INSERT INTO slo_measured (source, hour, minutes)
            SELECT id, hour, (1::bigint << 60) - 1
            FROM generate_series(?, ? - 1) AS hour, slo_series""";

    private final int streams = Integer.getInteger("streams", 1_000);
    private final int days = Integer.getInteger("days", 90);
    private final int minutes = Integer.getInteger("minutes", 12);

    private ToldTable() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        new ToldTable().run();
    }

    private void run() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("kiban-told");
        try (EmbeddedPostgres server = EmbeddedPostgres.start(folder.resolve("data"));
                Database database = Database.open(server.url(), 2)) {
            SqlCounts counts = SqlCounts.in(database);
            CpuClock cpu = CpuClock.below(folder);
            fill(database);
            EventStreams told = SqlEventStreams.in(database);
            Accounts accounts =
                    counts.accounts(IntStream.range(0, streams).mapToObj(ToldTable::slo).toList());
            Measured rounds = new Measured("a round of told streams", cpu::nanos);
            for (int i = 0; i <= minutes; i++) {
                Instant minute = START.plus(MINUTE.multipliedBy(i));
                IntStream.range(0, streams)
                        .mapToObj(service -> batch(service, minute))
                        .forEach(batch -> told.take(batch, minute.plus(MINUTE)));
                rounds.once(() -> accounts.at(minute.plus(MINUTE)));
            }
            System.out.print(Measured.HEAD);
            rounds.print(System.out);
        }
    }

    private void fill(Database database) {
        int minute = Math.toIntExact(START.getEpochSecond() / 60);
        int hour = minute / 60;
        write(database, SERIES, minute - days * 1_440, streams);
        write(database, HOURS, hour - days * 24, hour);
        write(database, MEASURED, hour - days * 24, hour);
    }

    private static EventBatch batch(int service, Instant minute) {
        return new EventBatch(
                name(service),
                minute.toString(),
                List.of(new EventBatch.Row(STREAM, minute, 99, 100)));
    }

    private static ServiceName name(int service) {
        return new ServiceName("service-%04d".formatted(service));
    }

    private static ServiceSlo slo(int service) {
        Slo slo =
                new Slo(
                        new SloName("paid"),
                        "",
                        new Events(STREAM),
                        new Occurrences(Share.parse("99.9%")),
                        new Period.Rolling(90),
                        new Alerting(MIN_BAD_EVENTS, List.of()),
                        Optional.empty(),
                        AT);
        return new ServiceSlo(name(service), OWNER, slo);
    }

    private static void write(Database database, String sql, int first, int second) {
        database.write(
                connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(sql)) {
                        statement.setInt(1, first);
                        statement.setInt(2, second);
                        return statement.executeUpdate();
                    }
                });
    }
}
