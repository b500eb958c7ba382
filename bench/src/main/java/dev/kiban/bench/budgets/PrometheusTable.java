package dev.kiban.bench.budgets;

import dev.kiban.definition.Indicator.StatusRange;
import dev.kiban.kernel.ServiceName;
import dev.kiban.runtime.sql.Database;
import dev.kiban.runtime.sql.EmbeddedPostgres;
import dev.kiban.slo.AlertWatch;
import dev.kiban.slo.CountStore;
import dev.kiban.slo.SloPlan;
import dev.kiban.slo.SloPlan.ServiceSlo;
import dev.kiban.slo.export.GatewayNames;
import dev.kiban.slo.export.PrometheusRules;
import dev.kiban.slo.store.SqlAlerts;
import dev.kiban.slo.store.SqlCounts;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The same numbers from our store and from a real Prometheus, by turns: how many events were bad
/// and valid in all windows of all SLOs, a minute later each time. Prometheus is asked by the
/// queries of the rules that `kiban slo rules` writes, one after the other, and decides nothing;
/// ours is a whole round, which decides alerts too.
///
/// `-Dservices=20 -Dminutes=10`
public final class PrometheusTable {
    private static final Instant START = Instant.parse("2026-11-22T00:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration SHIPPED = Duration.ofSeconds(21);
    private static final int DAYS = 90;
    private static final int MINUTE_DAYS = 4;
    private static final int CONNECTIONS = 5;
    private static final double NEAR = 1e-3;

    private static final Pattern COUNT =
            Pattern.compile(
                    "record: slo:kiban_(?:bad|valid):sum.*?expr: (?:\\|-)?(?<query>.*?)\\n +labels:",
                    Pattern.DOTALL);

    private final PrintStream out;
    private final int services = Integer.getInteger("services", 20);
    private final int minutes = Integer.getInteger("minutes", 10);
    private final SloPlan plan = LargePlan.of(services).plan();
    private final List<String> queries = queries(plan);

    private PrometheusTable(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        new PrometheusTable(System.out).run();
    }

    private void run() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("kiban-prometheus");
        try (EmbeddedPostgres server = EmbeddedPostgres.start(folder.resolve("data"));
                Database database = Database.open(server.url(), CONNECTIONS)) {
            CountStore counts = SqlCounts.in(database);
            new LargeStore(services, DAYS, MINUTE_DAYS).fill(database, START);
            Path metrics = folder.resolve("metrics");
            new Recorded(database).writeTo(metrics, plan.slos());
            try (PrometheusServer prometheus = PrometheusServer.start(folder, metrics)) {
                requireSameNumbers(prometheus, new Recorded(database));
                compare(counts, SqlAlerts.in(database), prometheus, CpuClock.below(folder));
            }
        }
    }

    /// Who answers something else has not won anything.
    private void requireSameNumbers(PrometheusServer prometheus, Recorded recorded)
            throws IOException, InterruptedException {
        for (ServiceSlo slo : plan.slos()) {
            double theirs =
                    prometheus.ask(
                            "sum_over_time(slo:kiban_bad:sum5m{service=\"%s\",slo=\"%s\"}[%dd]) / 5"
                                    .formatted(slo.service(), slo.slo().name(), DAYS),
                            START);
            double ours = recorded.bad(slo);
            if (Math.abs(theirs - ours) > NEAR * ours) {
                throw new IllegalStateException("%s: %f and %f".formatted(slo, ours, theirs));
            }
        }
    }

    private void compare(
            CountStore counts, SqlAlerts alerts, PrometheusServer prometheus, CpuClock cpu)
            throws IOException, InterruptedException {
        AlertWatch watch = new AlertWatch(() -> plan, counts, alerts, (_, _) -> Optional.empty());
        Measured ours = new Measured("Kiban, a round", cpu::nanos);
        Measured theirs = new Measured("Prometheus, the queries", () -> prometheus.cpu().toNanos());
        for (int i = 0; i <= minutes; i++) {
            Instant minute = START.plus(MINUTE.multipliedBy(i));
            Instant before = START.minus(MINUTE.multipliedBy(i));
            counts.take(LargeStore.minute(services, minute), minute);
            ours.once(() -> watch.round(minute.plus(MINUTE).plus(SHIPPED)));
            theirs.once(
                    () -> {
                        for (String query : queries) {
                            prometheus.ask(query, before);
                        }
                    });
        }
        out.printf("%d SLOs, %d queries%n%n", plan.slos().size(), queries.size());
        out.print(Measured.HEAD);
        ours.print(out);
        theirs.print(out);
        out.printf(
                Locale.ROOT,
                "%nTimes faster by the median: %.0f; by CPU: %.0f%n",
                theirs.median() / ours.median(),
                theirs.cpuMean() / ours.cpuMean());
    }

    private static List<String> queries(SloPlan plan) {
        String rules = PrometheusRules.of(plan, new SameNames(), START).text();
        return COUNT.matcher(rules).results().map(found -> found.group("query")).toList();
    }

    /// A route's label is its name.
    private record SameNames() implements GatewayNames {

        @Override
        public Optional<Set<String>> labelsOf(ServiceName service, String route) {
            return Optional.of(Set.of(route));
        }

        @Override
        public Set<String> codesOf(StatusRange statuses) {
            return Set.of();
        }

        @Override
        public List<Duration> latencyBounds() {
            return LargeStore.BOUNDS;
        }
    }
}
