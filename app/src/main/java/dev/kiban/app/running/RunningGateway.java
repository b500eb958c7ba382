package dev.kiban.app.running;

import dev.kiban.api.Desk;
import dev.kiban.app.budget.BudgetKeeper;
import dev.kiban.app.budget.Opening;
import dev.kiban.app.export.ExportFolder;
import dev.kiban.app.export.Exports;
import dev.kiban.app.export.ServedNames;
import dev.kiban.app.option.BudgetSettings;
import dev.kiban.app.option.GatewayOptions;
import dev.kiban.definition.Definitions;
import dev.kiban.definition.Problem;
import dev.kiban.gateway.GatewayPlan;
import dev.kiban.gateway.RequestLog;
import dev.kiban.gateway.access.HttpFetch;
import dev.kiban.gateway.access.Keys;
import dev.kiban.gateway.admin.GatewayPages;
import dev.kiban.gateway.count.CountsOut;
import dev.kiban.gateway.count.RequestCounts;
import dev.kiban.gateway.discovery.Discovery;
import dev.kiban.gateway.limit.Rates;
import dev.kiban.gateway.proxy.Gateway;
import dev.kiban.gateway.proxy.LoopPorts;
import dev.kiban.gateway.reload.CertificateReload;
import dev.kiban.gateway.reload.GatewayStatus;
import dev.kiban.gateway.reload.LivePlan;
import dev.kiban.gateway.reload.Reload;
import dev.kiban.gateway.reload.ReloadLoop;
import dev.kiban.gateway.report.GatewayMetrics;
import dev.kiban.gateway.report.HealthLog;
import dev.kiban.gateway.report.RequestReport;
import dev.kiban.gateway.report.RequestSpans;
import dev.kiban.gateway.schema.HttpReflectionCalls;
import dev.kiban.gateway.schema.SchemaSources;
import dev.kiban.gateway.weights.WeightFile;
import dev.kiban.gateway.weights.WeightKeeper;
import dev.kiban.runtime.admin.AdminServer;
import dev.kiban.runtime.http.Loop;
import dev.kiban.runtime.http.ServerTls;
import dev.kiban.runtime.http.Transport;
import dev.kiban.runtime.lifecycle.Beat;
import dev.kiban.runtime.lifecycle.Shutdown;
import dev.kiban.runtime.telemetry.log.LineLog;
import dev.kiban.runtime.telemetry.log.Log;
import dev.kiban.runtime.telemetry.metrics.Metrics;
import dev.kiban.runtime.telemetry.trace.OtlpSettings;
import dev.kiban.runtime.telemetry.trace.OtlpSpans;
import dev.kiban.runtime.telemetry.trace.Tracer;
import dev.kiban.slo.SloPlan;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/// A gateway and all that it needs, built from top to bottom. Each part says how it ends as soon as
/// it is there, so that a [Shutdown] ends them from bottom to top, however far the start came.
public final class RunningGateway {
    private static final Duration DRAIN = Duration.ofSeconds(25);
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration ENDPOINTS_SEEN = Duration.ofSeconds(2);
    private static final Duration COUNTS_END = Duration.ofSeconds(10);
    private static final Duration BUDGETS_END = Duration.ofSeconds(30);
    private static final int LOOPS = Runtime.getRuntime().availableProcessors();

    private final Settings settings;
    private final Shutdown shutdown;
    private final Log log = Log.of(RunningGateway.class);
    private final InstantSource clock = InstantSource.system();

    private final Metrics registry = new Metrics();
    private final GatewayMetrics metrics = new GatewayMetrics(registry);
    private final GatewayStatus status = new GatewayStatus();

    /// What became of a start.
    public sealed interface Started {

        /// Requests are served.
        ///
        /// @param definitions what the first plan was compiled from
        /// @param status what is known of it as it goes on
        /// @param budgets who keeps them, not begun
        record Serving(
                int port,
                int adminPort,
                Definitions definitions,
                GatewayStatus status,
                Optional<BudgetKeeper> budgets)
                implements Started {

            /// Sees to it that the developer of a sandbox has a token for the API.
            public void letDeveloperIn(Path file) {
                budgets.ifPresent(keeper -> keeper.letDeveloperIn(file));
            }

            /// Begins to keep budgets, if it was told to.
            ///
            /// @param opening is done with their database first
            public void keepBudgets(Opening opening) {
                budgets.ifPresent(
                        keeper -> {
                            keeper.beginWith(opening);
                            keeper.start();
                        });
            }
        }

        /// There is no plan to serve by.
        record Refused(List<Problem> problems) implements Started {}
    }

    /// What to serve, and where.
    ///
    /// @param accessLog takes a line for each request
    /// @param tracing where spans go; empty for nowhere
    public record Settings(
            Path directory,
            GatewayOptions options,
            BudgetSettings budgets,
            OutputStream accessLog,
            Optional<OtlpSettings> tracing) {}

    private RunningGateway(Settings settings, Shutdown shutdown) {
        this.settings = settings;
        this.shutdown = shutdown;
        registry.watchJvm();
    }

    /// Serves until the shutdown runs.
    ///
    /// @throws dev.kiban.runtime.http.TransportFault if the port for requests cannot be had
    /// @throws java.io.UncheckedIOException if the admin port cannot be had
    public static Started start(Settings settings, Shutdown shutdown) {
        return new RunningGateway(settings, shutdown).start();
    }

    private Started start() {
        Optional<BudgetKeeper> budgets = settings.budgets().keeper().map(this::keeping);
        Optional<RequestCounts> counts =
                settings.budgets().counts().map(folder -> counting(folder, budgets));
        Function<Loop, LoopPorts> ports = counted(reporting(), counts);
        AdminServer admin = admin();
        Transport transport = transport();
        Discovery discovery = DiscoveryStart.start(metrics.discovery(log), shutdown);
        ReloadLoop reload = reloading(transport, discovery);
        return switch (reload.first()) {
            case Reload.Refused(List<Problem> problems) -> new Started.Refused(problems);
            case Reload.Compiled(LivePlan live, _) -> {
                Consumer<LivePlan> measured = measured(counts, budgets, exporting());
                measured.accept(live);
                Gateway gateway = gateway(transport, live.plan(), ports, discovery);
                reload.start(
                        next -> {
                            measured.accept(next);
                            gateway.serve(next.plan());
                        });
                shutdown.add("reload", SOON, reload::close);
                keepWeights(gateway, budgets);
                yield new Started.Serving(
                        gateway.port(), admin.port(), live.definitions(), status, budgets);
            }
            case Reload.Unchanged _ -> throw new IllegalStateException("there was nothing before");
        };
    }

    /// Ends after the counts, which it takes until then.
    private BudgetKeeper keeping(BudgetKeeper.Setup setup) {
        BudgetKeeper keeper = new BudgetKeeper(setup, clock, log);
        shutdown.add("budgets", BUDGETS_END, keeper::close);
        return keeper;
    }

    /// Where there is a database, people may have set some.
    private void keepWeights(Gateway gateway, Optional<BudgetKeeper> budgets) {
        if (budgets.isEmpty() || settings.budgets().counts().isEmpty()) {
            return;
        }
        BudgetKeeper keeper = budgets.get();
        WeightKeeper weights =
                new WeightKeeper(
                        WeightFile.beside(settings.budgets().counts().get()),
                        new WeightKeeper.Ports(
                                keeper::weights,
                                () -> keeper.desk().map(Desk::weights),
                                () -> status.live().map(LivePlan::plan),
                                now -> {
                                    gateway.weigh(now);
                                    status.weighed(now);
                                }),
                        log);
        weights.start();
        shutdown.add("weights", SOON, weights::close);
    }

    /// What has to know of a plan before requests go by it.
    private Consumer<LivePlan> measured(
            Optional<RequestCounts> counts,
            Optional<BudgetKeeper> budgets,
            Optional<ExportFolder> exports) {
        return live -> {
            SloPlan.Outcome slos = PlanCheck.slos(live);
            counts.ifPresent(all -> all.register(live.plan()));
            metrics.backends().follow(live.plan());
            budgets.ifPresent(keeper -> keeper.register(slos));
            budgets.ifPresent(keeper -> keeper.register(live.definitions().paces()));
            if (slos instanceof SloPlan.Compiled(SloPlan plan)) {
                ServedNames names = new ServedNames(live.plan().routes());
                exports.ifPresent(
                        folder -> folder.show(new Exports(live.definitions(), plan, names)));
            }
        };
    }

    private Optional<ExportFolder> exporting() {
        return settings.options()
                .exports()
                .map(
                        folder -> {
                            ExportFolder exports = new ExportFolder(folder, clock, log);
                            shutdown.add("exports", SOON, exports::close);
                            return exports;
                        });
    }

    /// Ends after the transport, when no event loop counts any more.
    private RequestCounts counting(Path folder, Optional<BudgetKeeper> budgets) {
        CountsOut out =
                budgets.map(BudgetKeeper::counts)
                        .orElse(_ -> new CountsOut.Later("no database is connected"));
        RequestCounts counts =
                RequestCounts.start(
                        new RequestCounts.Setup(folder, UUID.randomUUID(), LOOPS),
                        new RequestCounts.Ports(out, metrics.counts(), clock, log));
        shutdown.add("counts", COUNTS_END, counts::close);
        return counts;
    }

    private static Function<Loop, LoopPorts> counted(
            Function<Loop, LoopPorts> ports, Optional<RequestCounts> counts) {
        if (counts.isEmpty()) {
            return ports;
        }
        return loop -> {
            LoopPorts uncounted = ports.apply(loop);
            RequestLog log = counts.get().begin(loop.index(), loop::execute);
            return new LoopPorts(log.andThen(uncounted.log()), uncounted.tracer());
        };
    }

    private Function<Loop, LoopPorts> reporting() {
        LineLog accessLog = new LineLog(settings.accessLog(), metrics::linesDropped, log);
        shutdown.add("access log", SOON, accessLog::close);
        SplittableRandom random = new SplittableRandom();
        if (settings.tracing().isEmpty()) {
            return _ ->
                    new LoopPorts(
                            new RequestReport(
                                    metrics, accessLog.lane(), (_, _) -> {}, split(random)),
                            Tracer.carrying());
        }
        OtlpSettings tracing = settings.tracing().get();
        OtlpSpans spans = new OtlpSpans(tracing, metrics::spansDropped, log);
        shutdown.add("spans", SOON, spans::close);
        return _ ->
                new LoopPorts(
                        new RequestReport(
                                metrics,
                                accessLog.lane(),
                                new RequestSpans(spans.writer()),
                                split(random)),
                        Tracer.recording(tracing.sampling(), split(random)));
    }

    /// Each loop asks for its own, on its own thread.
    private static SplittableRandom split(SplittableRandom random) {
        synchronized (random) {
            return random.split();
        }
    }

    private Transport transport() {
        Transport transport = Transport.start(LOOPS);
        shutdown.add("transport", SOON, transport::close);
        return transport;
    }

    private ReloadLoop reloading(Transport transport, Discovery discovery) {
        SchemaSources schemas =
                new SchemaSources(
                        new HttpReflectionCalls(transport.loops().getFirst()),
                        discovery,
                        metrics,
                        log);
        shutdown.add("schemas", SOON, schemas::close);
        return new ReloadLoop(
                settings.directory(), schemas, clock, new ReloadLoop.Ports(status, metrics, log));
    }

    private Gateway gateway(
            Transport transport,
            GatewayPlan plan,
            Function<Loop, LoopPorts> ports,
            Discovery discovery) {
        Gateway gateway =
                Gateway.start(
                        transport,
                        settings.options().listen(),
                        new Gateway.Setup(
                                plan,
                                clock,
                                keys(),
                                new Rates(),
                                new HealthLog(log),
                                ports,
                                discovery,
                                metrics.limits(),
                                metrics.backends().report(log)));
        watchEndpoints(gateway);
        shutdown.add("gateway", DRAIN.plus(SOON), () -> gateway.drain(DRAIN));
        settings.options().listen().tls().ifPresent(tls -> keepReading(tls, gateway));
        // First of all, and while the admin port still tells it.
        shutdown.add("readiness", SOON, status::drain);
        return gateway;
    }

    private void watchEndpoints(Gateway gateway) {
        status.watches(new GatewayStatus.Endpoints(gateway::endpoints, gateway.loops()));
        Beat endpoints =
                new Beat(
                        "endpoints",
                        ENDPOINTS_SEEN,
                        () -> metrics.backends().look(gateway::endpoints, gateway::limit),
                        log);
        endpoints.start();
        shutdown.add("endpoints", SOON, endpoints::close);
    }

    private void keepReading(ServerTls tls, Gateway gateway) {
        CertificateReload reload = new CertificateReload(tls, gateway::renewCertificate, log);
        shutdown.add("certificates", SOON, reload::close);
        reload.start();
    }

    private Keys keys() {
        HttpFetch fetch = new HttpFetch();
        shutdown.add("calls to issuers", SOON, fetch::close);
        Keys keys = new Keys(fetch, clock, log, metrics.keys());
        shutdown.add("keys", SOON, keys::close);
        return keys;
    }

    private AdminServer admin() {
        AdminServer admin =
                AdminServer.start(
                        settings.options().addresses().adminHost(),
                        settings.options().adminPort(),
                        GatewayPages.of(status, registry, clock),
                        log);
        shutdown.add("admin", SOON, admin::close);
        return admin;
    }
}
