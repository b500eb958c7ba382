package dev.kiban.app.command;

import dev.kiban.app.budget.DatabasePlace;
import dev.kiban.app.option.ListenOptions;
import dev.kiban.app.option.PortNumber;
import dev.kiban.app.option.PrometheusAuth;
import dev.kiban.app.option.ReplicaOptions;
import dev.kiban.app.option.Replicas;
import dev.kiban.app.running.RunningPace;
import dev.kiban.app.running.RunningPace.Ordering;
import dev.kiban.app.running.RunningPace.Serving;
import dev.kiban.app.terminal.ProblemText;
import dev.kiban.app.terminal.Terminal;
import dev.kiban.definition.Definitions;
import dev.kiban.definition.Loaded;
import dev.kiban.definition.Problem;
import dev.kiban.definition.load.DefinitionLoader;
import dev.kiban.runtime.http.TransportFault;
import dev.kiban.runtime.lifecycle.Shutdown;
import dev.kiban.runtime.sql.DatabaseUrl;
import dev.kiban.runtime.telemetry.log.Log;
import dev.kiban.runtime.telemetry.log.LogLevel;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kiban pace serve DIR`: answers the asks of workers.
@Command(
        name = "serve",
        description = "Answer workers that ask whether a job may start.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "A worker asks by GET /pace/NAME, and is answered when it is its turn (200), or",
            "told when to come again (429, Retry-After). With ?wait=0 it is told at once",
            "when its turn is. Changes of the definitions go live as they are saved.",
            "",
            "Examples:",
            "  kiban pace serve definitions",
            "  kiban pace serve definitions --redis redis://redis:6379 --replicas 3",
            "  kiban pace serve definitions --database postgres://db/kiban --replicas 3",
            "  curl -i http://localhost:8090/pace/push",
            "  curl -i 'http://localhost:8090/pace/push?wait=0'"
        })
final class PaceServeCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Map<String, String> environment;

    @Parameters(paramLabel = "DIR", description = "The directory of definitions.")
    private Path directory = Path.of("");

    @Mixin private ListenOptions listen = new ListenOptions();
    @Mixin private ReplicaOptions replicas = new ReplicaOptions();
    @Mixin private PrometheusAuth prometheusAuth = new PrometheusAuth();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8090",
            converter = PortNumber.class,
            description = "Take asks here; 0 for any free port (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--admin-port",
            paramLabel = "PORT",
            defaultValue = "9902",
            converter = PortNumber.class,
            description =
                    "Serve metrics and health here; 0 for any free port (default: ${DEFAULT-VALUE}).")
    private int adminPort;

    @Option(
            names = "--database",
            paramLabel = "URL",
            description =
                    "Go by what people order in this PostgreSQL database: postgres://user@host/database (default: the environment's KIBAN_DATABASE; without one, nobody can).")
    private Optional<String> database = Optional.empty();

    @Option(
            names = "--orders",
            paramLabel = "FILE",
            description =
                    "Remember here what was ordered, for when the database is away (default: a file of that database in ~/.kiban/orders).")
    private Optional<Path> orders = Optional.empty();

    PaceServeCommand(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() {
        Log.install(LogLevel.INFO);
        return switch (new DefinitionLoader().load(directory)) {
            case Loaded.Rejected(List<Problem> problems, _) ->
                    fail(ProblemText.of(problems, terminal.colours()));
            case Loaded.Accepted(Definitions definitions) -> serve(definitions);
        };
    }

    private int serve(Definitions definitions) {
        if (definitions.paces().isEmpty()) {
            return fail(
                    "kiban: %s has no document of kind Pace: nobody could ask for anything%n"
                            .formatted(directory));
        }
        Shutdown shutdown = new Shutdown(Log.of(PaceServeCommand.class));
        try {
            Optional<Replicas> shared = replicas.read(environment);
            Serving serving =
                    RunningPace.start(
                            new RunningPace.Settings(
                                    directory,
                                    listen.on(port),
                                    listen.adminHost(),
                                    adminPort,
                                    ordering(),
                                    new RunningPace.Sources(
                                            environment, prometheusAuth.read(environment)),
                                    shared),
                            definitions,
                            shutdown);
            shutdown.onExit();
            terminal.out().println("pace on " + listen.url(serving.port()));
            shared.ifPresent(
                    one ->
                            terminal.out()
                                    .println(
                                            "counts %s as one of %d"
                                                    .formatted(
                                                            one.redis()
                                                                    .map(redis -> "with " + redis)
                                                                    .orElse("by leases"),
                                                            one.number())));
            terminal.out().println("admin on " + listen.adminUrl(serving.adminPort()));
            terminal.out().flush();
        } catch (TransportFault | UncheckedIOException | IllegalArgumentException e) {
            shutdown.run();
            return fail("kiban: %s%n".formatted(e.getMessage()));
        }
        GatewayStart.awaitEnd();
        return 0;
    }

    /// @throws IllegalArgumentException if the URL is none of a database
    private Optional<Ordering> ordering() {
        return database.or(() -> Optional.ofNullable(environment.get(DatabasePlace.VARIABLE)))
                .map(DatabaseUrl::parse)
                .map(
                        url ->
                                new Ordering.At(
                                        orders.orElseGet(
                                                () ->
                                                        DatabasePlace.home()
                                                                .resolve("orders")
                                                                .resolve(
                                                                        DatabasePlace.fileName(
                                                                                url))),
                                        url));
    }

    private int fail(String text) {
        terminal.err().print(text);
        terminal.err().flush();
        return 1;
    }
}
