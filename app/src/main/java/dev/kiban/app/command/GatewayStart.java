package dev.kiban.app.command;

import static dev.kiban.runtime.telemetry.log.LogKey.ERROR;

import dev.kiban.app.option.BudgetSettings;
import dev.kiban.app.option.GatewayOptions;
import dev.kiban.app.running.RunningGateway;
import dev.kiban.app.running.RunningGateway.Started;
import dev.kiban.app.terminal.ProblemText;
import dev.kiban.app.terminal.Terminal;
import dev.kiban.runtime.http.TransportFault;
import dev.kiban.runtime.lifecycle.Shutdown;
import dev.kiban.runtime.telemetry.log.Log;
import dev.kiban.runtime.telemetry.log.LogLevel;
import dev.kiban.runtime.telemetry.trace.OtlpSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// Starts a gateway for a command, and says it to people if that is not possible.
final class GatewayStart {
    private static final String NAME = "kiban-gateway";

    private final Log log = Log.of(GatewayStart.class);
    private final Terminal terminal;
    private final Map<String, String> environment;
    private final Shutdown shutdown;

    /// @param environment where to send traces
    /// @param shutdown ends what is started
    GatewayStart(Terminal terminal, Map<String, String> environment, Shutdown shutdown) {
        this.terminal = terminal;
        this.environment = Map.copyOf(environment);
        this.shutdown = shutdown;
    }

    /// Compiles what the directory holds and begins to serve it.
    ///
    /// @return empty if it cannot be started; why has been said
    Optional<Started.Serving> start(
            Path directory,
            GatewayOptions options,
            BudgetSettings budgets,
            OutputStream accessLog) {
        Log.install(LogLevel.INFO);
        try {
            Optional<OtlpSettings> tracing = OtlpSettings.fromEnvironment(environment, NAME);
            RunningGateway.Settings settings =
                    new RunningGateway.Settings(directory, options, budgets, accessLog, tracing);
            return switch (RunningGateway.start(settings, shutdown)) {
                case Started.Serving serving -> {
                    tellLauncher();
                    yield Optional.of(serving);
                }
                case Started.Refused(var problems) -> {
                    terminal.err().print(ProblemText.of(problems, terminal.colours()));
                    yield Optional.empty();
                }
            };
        } catch (TransportFault | UncheckedIOException | IllegalArgumentException e) {
            terminal.err().println("kiban: " + e.getMessage());
            return Optional.empty();
        } finally {
            terminal.err().flush();
        }
    }

    /// By an empty file, if `./kiban` has named one: this run loads what the next one will need.
    private void tellLauncher() {
        String file = environment.getOrDefault("KIBAN_SERVED", "");
        if (file.isEmpty()) {
            return;
        }
        try {
            Files.write(Path.of(file), new byte[0]);
        } catch (IOException e) {
            log.warn("The next start will be slower", ERROR.is(e.toString()));
        }
    }

    /// Waits until the program is told to end.
    static void awaitEnd() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
