package dev.kiban.app.command;

import dev.kiban.app.budget.LatencyBounds;
import dev.kiban.app.budget.Opening;
import dev.kiban.app.demo.DemoOptions;
import dev.kiban.app.local.LocalServices;
import dev.kiban.app.local.Readiness;
import dev.kiban.app.option.BudgetOptions;
import dev.kiban.app.option.BudgetSettings;
import dev.kiban.app.option.ConsoleOptions;
import dev.kiban.app.option.ConsoleOptions.Door;
import dev.kiban.app.option.GatewayOptions;
import dev.kiban.app.option.PaceOptions;
import dev.kiban.app.option.PortNumber;
import dev.kiban.app.running.ConsoleStart;
import dev.kiban.app.running.ConsoleStart.Served;
import dev.kiban.app.running.DemoServices;
import dev.kiban.app.running.RunningGateway.Started.Serving;
import dev.kiban.app.running.RunningPace;
import dev.kiban.app.running.RunningPace.Ordering;
import dev.kiban.app.terminal.LabelledLines;
import dev.kiban.app.terminal.ProblemText;
import dev.kiban.app.terminal.Terminal;
import dev.kiban.definition.Address;
import dev.kiban.definition.Definitions;
import dev.kiban.definition.Loaded;
import dev.kiban.definition.Problem;
import dev.kiban.definition.load.DefinitionLoader;
import dev.kiban.kernel.ServiceName;
import dev.kiban.runtime.http.TransportFault;
import dev.kiban.runtime.lifecycle.Shutdown;
import dev.kiban.runtime.telemetry.log.Log;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kiban up DIR`: everything of a directory on this machine. The services that say how are started
/// as processes, and the gateway before them in this one.
@Command(
        name = "up",
        description = "Start everything of a directory here: its services, and the gateway.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "A service is started by what its definition says under 'local'. Ctrl-C stops all.",
            "Budgets are kept in ~/.kiban/data, unless an option says otherwise.",
            "",
            "Examples:",
            "  kiban up examples/flea-market",
            "  kiban up examples/flea-market --traffic --history 90d"
        })
final class UpCommand implements Callable<Integer> {
    /// A service that needs longer to listen is taken for broken.
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration MARGIN = Duration.ofSeconds(5);

    private final Terminal terminal;
    private final Map<String, String> environment;
    private final Shutdown shutdown = new Shutdown(Log.of(UpCommand.class));

    @Parameters(paramLabel = "DIR", description = "The directory of definitions.")
    private Path directory = Path.of("");

    @Option(names = "--no-local", description = "Start no services: they run already.")
    private boolean noLocal;

    @Option(
            names = "--console-port",
            paramLabel = "PORT",
            defaultValue = "8081",
            converter = PortNumber.class,
            description =
                    "Serve the console here; 0 for any free port (default: ${DEFAULT-VALUE}).")
    private int consolePort;

    @Mixin private GatewayOptions options = new GatewayOptions();
    @Mixin private ConsoleOptions console = new ConsoleOptions();
    @Mixin private BudgetOptions budgets = new BudgetOptions();
    @Mixin private PaceOptions paces = new PaceOptions();
    @Mixin private DemoOptions demo = new DemoOptions();

    UpCommand(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() throws InterruptedException {
        BudgetSettings kept = budgets.readOrHome(environment);
        Door door = console.read(consolePort, kept.keeper().isPresent(), environment);
        if (demo.wantsHistory() && kept.keeper().isEmpty()) {
            return fail("kiban: --history needs budgets: leave out --no-budgets%n".formatted());
        }
        return switch (new DefinitionLoader().load(directory)) {
            case Loaded.Rejected(List<Problem> problems, _) ->
                    fail(ProblemText.of(problems, terminal.colours()));
            case Loaded.Accepted(Definitions definitions) -> {
                Optional<String> refusal = demo.refusal(definitions);
                yield refusal.isPresent()
                        ? fail("kiban: %s%n".formatted(refusal.get()))
                        : up(definitions, kept, door);
            }
        };
    }

    private int up(Definitions definitions, BudgetSettings kept, Door door)
            throws InterruptedException {
        LabelledLines lines = LabelledLines.of(definitions, terminal);
        LocalServices services =
                LocalServices.of(
                        noLocal ? List.of() : definitions.services(),
                        (name, line) -> lines.print(name.value(), line),
                        InstantSource.system());
        Map<ServiceName, Address> busy = services.busyAddresses();
        if (!busy.isEmpty()) {
            return fail(busyText(busy));
        }
        shutdown.add("services", LocalServices.GRACE.plus(MARGIN), services::close);
        shutdown.onExit();
        services.start();
        Optional<Serving> serving =
                new GatewayStart(terminal, environment, shutdown)
                        .start(directory, options, kept, lines.stream("gateway", demo::shows));
        if (serving.isEmpty()) {
            return fail("");
        }
        return switch (services.awaitReady(PATIENCE)) {
            case Readiness.Failed failed -> fail(failedText(failed));
            case Readiness.Ready(Map<ServiceName, Duration> took) ->
                    stay(new Scene(definitions, serving.get(), took, lines), kept, door);
        };
    }

    /// What runs.
    ///
    /// @param took how long each service that was started here needed
    private record Scene(
            Definitions definitions,
            Serving serving,
            Map<ServiceName, Duration> took,
            LabelledLines lines) {}

    /// Made up for all services whose routes are known.
    private Opening past(Scene scene) {
        return demo.past(
                DemoServices.of(scene.serving().status()),
                LatencyBounds.all(),
                line -> scene.lines().print("history", line));
    }

    private int stay(Scene scene, BudgetSettings kept, Door door) {
        Optional<Path> token = kept.developerToken();
        try {
            Served served =
                    new ConsoleStart(scene.serving(), shutdown).start(door, token.isPresent());
            show(scene, served, token, startPaces(scene, kept));
        } catch (IllegalArgumentException e) {
            return fail("kiban: %s%n".formatted(e.getMessage()));
        } catch (UncheckedIOException e) {
            return fail(
                    "kiban: %s%nChoose another port with --console-port.%n"
                            .formatted(e.getMessage()));
        } catch (TransportFault e) {
            return fail(
                    "kiban: %s%nChoose another port with --grpc-port.%n".formatted(e.getMessage()));
        }
        token.ifPresent(scene.serving()::letDeveloperIn);
        scene.serving().keepBudgets(past(scene)); // a new database takes its time to set up
        startTraffic(scene);
        GatewayStart.awaitEnd();
        return 0;
    }

    /// Tells where workers ask, if they can.
    ///
    /// @throws IllegalArgumentException if a port cannot be had
    private Optional<String> startPaces(Scene scene, BudgetSettings kept) {
        if (scene.definitions().paces().isEmpty()) {
            return Optional.empty();
        }
        try {
            RunningPace.Serving serving =
                    RunningPace.start(
                            new RunningPace.Settings(
                                    directory,
                                    paces.listen(),
                                    paces.adminHost(),
                                    paces.adminPort(),
                                    ordering(scene, kept),
                                    new RunningPace.Sources(environment, kept.credentials()),
                                    Optional.empty()),
                            scene.definitions(),
                            shutdown);
            return Optional.of("http://localhost:" + serving.port());
        } catch (TransportFault | UncheckedIOException e) {
            throw new IllegalArgumentException(
                    "%s%nChoose other ports with --pace-port and --pace-admin-port."
                            .formatted(e.getMessage()),
                    e);
        }
    }

    /// Orders are where budgets are.
    private static Optional<Ordering> ordering(Scene scene, BudgetSettings kept) {
        return scene.serving()
                .budgets()
                .flatMap(
                        keeper ->
                                kept.orders()
                                        .map(
                                                file ->
                                                        new Ordering.Here(
                                                                file,
                                                                keeper::orders,
                                                                keeper::sights,
                                                                keeper::progress,
                                                                Optional::empty)));
    }

    private void startTraffic(Scene scene) {
        LocalServices traffic =
                demo.traffic(
                        scene.definitions(),
                        options.addresses().localUrl(scene.serving().port()),
                        line -> scene.lines().print("traffic", line));
        shutdown.add("traffic", LocalServices.GRACE.plus(MARGIN), traffic::close);
        traffic.start();
    }

    private void show(Scene scene, Served served, Optional<Path> token, Optional<String> pace) {
        Summary summary =
                new Summary(
                        scene.definitions(),
                        new Summary.Addresses(
                                options.addresses().localUrl(scene.serving().port()),
                                served.console(),
                                served.grpc(),
                                token.map(file -> "token in " + file)
                                        .orElse("token that 'kiban token create' makes"),
                                options.addresses().localAdminUrl(scene.serving().adminPort()),
                                pace),
                        scene.took());
        terminal.out().print(summary.print(terminal.colours()));
        terminal.out().flush();
    }

    private int fail(String text) {
        shutdown.run();
        terminal.err().print(text);
        terminal.err().flush();
        return 1;
    }

    private static String busyText(Map<ServiceName, Address> busy) {
        StringBuilder text = new StringBuilder();
        busy.forEach(
                (name, address) ->
                        text.append(
                                "kiban: service '%s' needs %s, and something already listens there%n"
                                        .formatted(name, address)));
        return text.append(
                        "Stop what runs there; or, if it is the service itself, add --no-local.\n")
                .toString();
    }

    private static String failedText(Readiness.Failed failed) {
        StringBuilder text =
                new StringBuilder(
                        "kiban: service '%s' %s%n".formatted(failed.service(), failed.why()));
        if (!failed.lastLines().isEmpty()) {
            text.append("It wrote last:\n");
            failed.lastLines().forEach(line -> text.append("  ").append(line).append('\n'));
        }
        return text.toString();
    }
}
