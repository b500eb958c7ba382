package dev.kiban.app.command;

import dev.kiban.app.budget.Opening;
import dev.kiban.app.option.BudgetOptions;
import dev.kiban.app.option.BudgetSettings;
import dev.kiban.app.option.ConsoleOptions;
import dev.kiban.app.option.ConsoleOptions.Door;
import dev.kiban.app.option.GatewayOptions;
import dev.kiban.app.option.PortNumber;
import dev.kiban.app.running.ConsoleStart;
import dev.kiban.app.running.ConsoleStart.Served;
import dev.kiban.app.running.RunningGateway.Started.Serving;
import dev.kiban.app.terminal.Terminal;
import dev.kiban.runtime.http.TransportFault;
import dev.kiban.runtime.lifecycle.Shutdown;
import dev.kiban.runtime.telemetry.log.Log;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `kiban gateway DIR`: the gateway alone, over any directory of definitions.
@Command(
        name = "gateway",
        description = "Serve what a directory of definitions exposes.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Changes of the definitions go live as they are saved. SIGTERM lets requests end.",
            "The access log goes to standard output, everything else to standard error.",
            "",
            "Examples:",
            "  kiban gateway definitions",
            "  kiban gateway definitions --database postgres://kiban@db.example/kiban",
            "  kiban gateway definitions --database postgres://kiban@db.example/kiban --console-port 8081",
            "  kiban gateway definitions --host 0.0.0.0 --port 8443 --tls-cert gateway.pem --tls-key gateway.key"
        })
final class GatewayCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Map<String, String> environment;

    @Spec private CommandSpec command = CommandSpec.create();

    @Parameters(paramLabel = "DIR", description = "The directory of definitions.")
    private Path directory = Path.of("");

    @Option(
            names = "--console-port",
            paramLabel = "PORT",
            converter = PortNumber.class,
            description =
                    "Serve the console and the API here; 0 for any free port (default: not at all).")
    private Optional<Integer> consolePort = Optional.empty();

    @Mixin private ConsoleOptions console = new ConsoleOptions();
    @Mixin private GatewayOptions options = new GatewayOptions();
    @Mixin private BudgetOptions budgets = new BudgetOptions();

    GatewayCommand(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() {
        BudgetSettings kept = budgets.read(environment);
        Optional<Door> door = door(kept);
        Shutdown shutdown = new Shutdown(Log.of(GatewayCommand.class));
        Optional<Serving> serving =
                new GatewayStart(terminal, environment, shutdown)
                        .start(directory, options, kept, terminal.bytes());
        if (serving.isEmpty()) {
            shutdown.run();
            return 1;
        }
        shutdown.onExit();
        terminal.out().println("gateway on " + options.addresses().url(serving.get().port()));
        terminal.out()
                .println("admin on " + options.addresses().adminUrl(serving.get().adminPort()));
        terminal.out().flush();
        if (door.isPresent() && !open(door.get(), new ConsoleStart(serving.get(), shutdown))) {
            shutdown.run();
            return 1;
        }
        serving.get().keepBudgets(Opening.NOTHING);
        GatewayStart.awaitEnd();
        return 0;
    }

    private Optional<Door> door(BudgetSettings kept) {
        if (consolePort.isEmpty()) {
            console.mustBeUnused();
            return Optional.empty();
        }
        if (kept.keeper().isEmpty()) {
            throw new ParameterException(
                    command.commandLine(),
                    "--console-port needs budgets: add --data or --database");
        }
        return Optional.of(console.read(consolePort.get(), true, environment));
    }

    /// Whoever is at this machine is not the developer here: it may be anybody's.
    private boolean open(Door door, ConsoleStart start) {
        try {
            Served served = start.start(door, false);
            terminal.out().println("console on " + served.console());
            served.grpc().ifPresent(address -> terminal.out().println("gRPC API on " + address));
            terminal.out().flush();
            return true;
        } catch (UncheckedIOException | TransportFault | IllegalArgumentException e) {
            terminal.err().println("kiban: " + e.getMessage());
            terminal.err().flush();
            return false;
        }
    }
}
