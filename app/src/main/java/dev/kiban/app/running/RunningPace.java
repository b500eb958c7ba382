package dev.kiban.app.running;

import static dev.kiban.runtime.telemetry.log.LogKey.COUNT;
import static dev.kiban.runtime.telemetry.log.LogKey.PROBLEM;
import static dev.kiban.runtime.telemetry.log.LogKey.REASON;

import dev.kiban.app.option.Replicas;
import dev.kiban.definition.Definitions;
import dev.kiban.definition.Loaded;
import dev.kiban.definition.PaceSignal.HttpValue;
import dev.kiban.definition.PaceSignal.PrometheusValue;
import dev.kiban.definition.PaceSignal.Pushed;
import dev.kiban.definition.PaceSignal.Source;
import dev.kiban.definition.PaceSignal.SqlValue;
import dev.kiban.definition.Problem;
import dev.kiban.definition.load.DefinitionLoader;
import dev.kiban.pace.Shares;
import dev.kiban.pace.cruise.FileLogbook;
import dev.kiban.pace.cruise.Logbook;
import dev.kiban.pace.cruise.ProgressKeeper;
import dev.kiban.pace.cruise.ProgressStore;
import dev.kiban.pace.door.PaceList;
import dev.kiban.pace.door.PaceMetrics;
import dev.kiban.pace.door.PaceServer;
import dev.kiban.pace.order.OrderFile;
import dev.kiban.pace.order.OrderKeeper;
import dev.kiban.pace.order.OrderStore;
import dev.kiban.pace.plan.LivePaces;
import dev.kiban.pace.portion.Allotment;
import dev.kiban.pace.portion.PortionKeeper;
import dev.kiban.pace.portion.PortionStore;
import dev.kiban.pace.redis.RedisStore;
import dev.kiban.pace.sight.SightKeeper;
import dev.kiban.pace.sight.SightStore;
import dev.kiban.pace.signal.HttpValues;
import dev.kiban.pace.signal.SignalWatch;
import dev.kiban.pace.store.SqlValues;
import dev.kiban.runtime.admin.AdminContent;
import dev.kiban.runtime.admin.AdminPage.Answer;
import dev.kiban.runtime.admin.AdminServer;
import dev.kiban.runtime.fetch.Credentials;
import dev.kiban.runtime.http.ListenSettings;
import dev.kiban.runtime.http.Transport;
import dev.kiban.runtime.lifecycle.Beat;
import dev.kiban.runtime.lifecycle.FileWatch;
import dev.kiban.runtime.lifecycle.Shutdown;
import dev.kiban.runtime.process.HostName;
import dev.kiban.runtime.sql.DatabaseUrl;
import dev.kiban.runtime.telemetry.log.Log;
import dev.kiban.runtime.telemetry.metrics.Exposition;
import dev.kiban.runtime.telemetry.metrics.Metrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/// A pace server and all that it needs, built from top to bottom, and ended by a [Shutdown] from
/// bottom to top.
public final class RunningPace {
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration CRUISE = Duration.ofSeconds(1);
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration DRAIN = Duration.ofSeconds(25);
    private static final int LOOPS = Runtime.getRuntime().availableProcessors();
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    /// Problems that are logged.
    private static final int MAX_LOGGED = 50;

    private final Path directory;
    private final PaceServer server;
    private final Optional<ReplicaCheck> check;
    private final Log log;
    private final FileWatch files;
    private List<Problem> problems = List.of();

    private RunningPace(Path directory, PaceServer server, Optional<ReplicaCheck> check, Log log) {
        this.directory = directory;
        this.server = server;
        this.check = check;
        this.log = log;
        this.files = new FileWatch(directory, FileWatch.named("yaml", "yml"));
    }

    /// Where to serve.
    ///
    /// @param adminPort 0 for any free one
    /// @param ordering empty if nobody can order anything
    /// @param replicas empty if it counts by itself
    public record Settings(
            Path directory,
            ListenSettings listen,
            String adminHost,
            int adminPort,
            Optional<Ordering> ordering,
            Sources sources,
            Optional<Replicas> replicas) {}

    /// What signals are read with.
    ///
    /// @param environment where the URLs of databases are
    /// @param credentials for those servers that ask for some
    public record Sources(Map<String, String> environment, Credentials credentials) {

        public Sources {
            environment = Map.copyOf(environment);
        }
    }

    /// Where what people order comes from.
    public sealed interface Ordering {
        /// Where it is remembered.
        Path file();

        /// A database of this program.
        ///
        /// @param orders while it is open
        /// @param sights while it is open
        /// @param progress while it is open
        /// @param portions while it is open
        record Here(
                Path file,
                Supplier<Optional<OrderStore>> orders,
                Supplier<Optional<SightStore>> sights,
                Supplier<Optional<ProgressStore>> progress,
                Supplier<Optional<PortionStore>> portions)
                implements Ordering {}

        /// A database that runs somewhere.
        record At(Path file, DatabaseUrl url) implements Ordering {}
    }

    /// What serves.
    public record Serving(int port, int adminPort) {}

    /// Serves until the shutdown runs.
    ///
    /// @param definitions what the directory holds
    /// @throws dev.kiban.runtime.http.TransportFault if the port cannot be had
    /// @throws java.io.UncheckedIOException if the admin port cannot be had
    public static Serving start(Settings settings, Definitions definitions, Shutdown shutdown) {
        Log log = Log.of(RunningPace.class);
        LivePaces paces = LivePaces.of(definitions);
        Optional<ReplicaCheck> check = settings.replicas().map(ReplicaCheck::new);
        check.ifPresent(one -> one.check(paces));
        if (settings.ordering().isEmpty()
                && settings.replicas().filter(one -> one.redis().isEmpty()).isPresent()) {
            throw new IllegalArgumentException(
                    "replicas count together in a Redis (--redis redis://host:6379), or by leases of a database (--database postgres://user@host/database)");
        }
        Transport transport = Transport.start(LOOPS);
        shutdown.add("transport", SOON, transport::close);
        PaceServer server =
                PaceServer.start(
                        transport,
                        settings.listen(),
                        paces,
                        new PaceServer.Parts(
                                System::nanoTime,
                                InstantSource.system(),
                                new SecureRandom(),
                                logbook(settings.ordering(), log),
                                settings.replicas().map(one -> replicas(one, shutdown, log)),
                                log));
        Optional<Ordering.Here> database =
                settings.ordering().map(ordering -> opened(ordering, shutdown));
        database.ifPresent(here -> order(server, here, shutdown, log));
        Optional<PortionKeeper> portions =
                settings.replicas()
                        .filter(replicas -> replicas.redis().isEmpty())
                        .map(replicas -> portions(server, replicas, database, shutdown, log));
        shutdown.add("pace", DRAIN.plus(SOON), () -> server.drain(DRAIN));
        steer(server, settings.sources(), shutdown, log);
        RunningPace running = new RunningPace(settings.directory(), server, check, log);
        Beat reload = new Beat("pace-reload", LOOK, running::look, log);
        reload.start();
        shutdown.add("reload", SOON, reload::close);
        AtomicBoolean ends = new AtomicBoolean();
        AdminServer admin =
                AdminServer.start(
                        settings.adminHost(),
                        settings.adminPort(),
                        pages(server, portions, ends),
                        log);
        shutdown.add("admin", SOON, admin::close);
        shutdown.add("readiness", SOON, () -> ends.set(true));
        return new Serving(server.port(), admin.port());
    }

    private static PaceServer.Replicas replicas(Replicas wanted, Shutdown shutdown, Log log) {
        if (wanted.redis().isEmpty()) {
            return new PaceServer.Replicas.Apart();
        }
        RedisStore store = RedisStore.open(wanted.redis().get(), log);
        shutdown.add("redis", SOON, store::close);
        return new PaceServer.Replicas.Together(
                Shares.ofReplicas(wanted.number(), store), store::start);
    }

    private static PortionKeeper portions(
            PaceServer server,
            Replicas replicas,
            Optional<Ordering.Here> database,
            Shutdown shutdown,
            Log log) {
        PortionKeeper keeper =
                new PortionKeeper(
                        HostName.here() + ":" + server.port(),
                        new Allotment(replicas.number()),
                        new PortionKeeper.Ports(
                                () -> database.flatMap(here -> here.portions().get()),
                                () -> server.live().plans(),
                                server::report,
                                server::portion,
                                System::nanoTime),
                        log);
        keeper.start();
        shutdown.add("portions", SOON, keeper::close);
        return keeper;
    }

    /// Beside the orders.
    private static Logbook logbook(Optional<Ordering> ordering, Log log) {
        if (ordering.isEmpty()) {
            return Logbook.NONE;
        }
        Path orders = ordering.get().file();
        try {
            return FileLogbook.open(orders.resolveSibling(orders.getFileName() + ".campaigns"));
        } catch (UncheckedIOException | IllegalArgumentException e) {
            log.warn(
                    "How far campaigns came is forgotten",
                    REASON.is(String.valueOf(e.getMessage())));
            return Logbook.NONE;
        }
    }

    private static Ordering.Here opened(Ordering ordering, Shutdown shutdown) {
        return switch (ordering) {
            case Ordering.Here open -> open;
            case Ordering.At(Path file, DatabaseUrl url) -> {
                PaceDatabase database = new PaceDatabase(url);
                shutdown.add("paces' database", SOON, database::close);
                yield new Ordering.Here(
                        file,
                        database::orders,
                        database::sights,
                        database::progress,
                        database::portions);
            }
        };
    }

    private static void order(PaceServer server, Ordering.Here here, Shutdown shutdown, Log log) {
        OrderKeeper keeper =
                new OrderKeeper(new OrderFile(here.file()), here.orders(), server::obey, log);
        keeper.start();
        shutdown.add("orders", SOON, keeper::close);
        SightKeeper sights =
                new SightKeeper(
                        HostName.here() + ":" + server.port(),
                        new SightKeeper.Ports(
                                here.sights(),
                                server::sightings,
                                InstantSource.system(),
                                System::nanoTime),
                        log);
        sights.start();
        shutdown.add("sights", SOON, sights::close);
        ProgressKeeper progress =
                new ProgressKeeper(
                        HostName.here() + ":" + server.port(),
                        new ProgressKeeper.Ports(
                                here.progress(),
                                server::legs,
                                server::elsewhere,
                                InstantSource.system()),
                        log);
        progress.start();
        shutdown.add("campaigns", SOON, progress::close);
    }

    private static void steer(PaceServer server, Sources sources, Shutdown shutdown, Log log) {
        HttpClient client =
                HttpClient.newBuilder()
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(CONNECT)
                        .build();
        shutdown.add("signals over HTTP", SOON, client::shutdownNow);
        HttpValues http = new HttpValues(client, sources.credentials());
        SqlValues sql = new SqlValues(sources.environment());
        shutdown.add("signals of databases", SOON, sql::close);
        SignalWatch watch =
                new SignalWatch(
                        new SignalWatch.Ports(
                                source -> read(source, http, sql),
                                server::measured,
                                InstantSource.system(),
                                Thread::startVirtualThread),
                        log);
        Beat cruise =
                new Beat(
                        "cruise",
                        CRUISE,
                        () -> {
                            server.look();
                            watch.look(server.live().steering());
                        },
                        log);
        cruise.start();
        shutdown.add("cruise", SOON, cruise::close);
    }

    private static double read(Source source, HttpValues http, SqlValues sql)
            throws IOException, InterruptedException {
        return switch (source) {
            case PrometheusValue value -> http.read(value);
            case HttpValue value -> http.read(value);
            case SqlValue value -> sql.read(value);
            case Pushed _ -> throw new IOException("it is told, not read");
        };
    }

    private static AdminContent pages(
            PaceServer server, Optional<PortionKeeper> portions, AtomicBoolean ends) {
        Metrics registry = new Metrics();
        registry.watchJvm();
        PaceMetrics.declare(registry, server::report, server::helms, server::campaigns);
        PaceMetrics.declareStore(registry, server::store);
        portions.ifPresent(keeper -> PaceMetrics.declarePortions(registry, keeper::portions));
        return AdminContent.of(
                Map.of(
                        "/metrics",
                        accept -> {
                            Exposition exposition = registry.read(accept);
                            return new Answer(OK, exposition.contentType(), exposition.body());
                        },
                        "/healthz",
                        _ -> Answer.text(OK, "alive\n"),
                        "/readyz",
                        _ ->
                                ends.get()
                                        ? Answer.text(UNAVAILABLE, "it ends\n")
                                        : Answer.text(OK, "ready\n"),
                        "/paces",
                        _ -> Answer.json(PaceList.of(server.sightings()).print())));
    }

    /// Definitions that are wrong change nothing.
    private void look() {
        if (!files.changed()) {
            return;
        }
        switch (new DefinitionLoader().load(directory)) {
            case Loaded.Accepted(Definitions definitions) -> {
                serve(LivePaces.of(definitions));
            }
            case Loaded.Rejected(List<Problem> found, _) -> tell(found);
        }
    }

    private void serve(LivePaces paces) {
        try {
            check.ifPresent(one -> one.check(paces));
        } catch (IllegalArgumentException e) {
            log.warn(
                    "Definitions are refused; paces stay as they were",
                    REASON.is(String.valueOf(e.getMessage())));
            return;
        }
        server.serve(paces);
        problems = List.of();
        log.info("Paces are live", COUNT.is(paces.plans().size()));
    }

    private void tell(List<Problem> found) {
        if (found.equals(problems)) {
            return;
        }
        problems = found;
        log.warn("Definitions are refused; paces stay as they were", COUNT.is(found.size()));
        found.stream()
                .limit(MAX_LOGGED)
                .forEach(
                        problem ->
                                log.warn(
                                        "Definition problem",
                                        PROBLEM.is(
                                                "%s: %s %s"
                                                        .formatted(
                                                                problem.at(),
                                                                problem.code(),
                                                                problem.message()))));
    }
}
