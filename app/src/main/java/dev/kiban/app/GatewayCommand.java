package dev.kiban.app;

import dev.kiban.app.RunningGateway.Started.Serving;
import dev.kiban.app.budget.Opening;
import dev.kiban.runtime.lifecycle.Shutdown;
import dev.kiban.runtime.telemetry.log.Log;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

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
            "  kiban gateway definitions --host 0.0.0.0 --port 8443 --tls-cert gateway.pem --tls-key gateway.key"
        })
final class GatewayCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Map<String, String> environment;

    @Parameters(paramLabel = "DIR", description = "The directory of definitions.")
    private Path directory = Path.of("");

    @Mixin private GatewayOptions options = new GatewayOptions();
    @Mixin private BudgetOptions budgets = new BudgetOptions();

    GatewayCommand(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() {
        BudgetSettings kept = budgets.read(environment);
        Shutdown shutdown = new Shutdown(Log.of(GatewayCommand.class));
        Optional<Serving> serving =
                new GatewayStart(terminal, environment, shutdown)
                        .start(directory, options, kept, terminal.bytes());
        if (serving.isEmpty()) {
            shutdown.run();
            return 1;
        }
        shutdown.onExit();
        terminal.out().println("gateway on " + options.url(serving.get().port()));
        terminal.out().println("admin on " + options.adminUrl(serving.get().adminPort()));
        terminal.out().flush();
        serving.get().keepBudgets(Opening.NOTHING);
        GatewayStart.awaitEnd();
        return 0;
    }
}
