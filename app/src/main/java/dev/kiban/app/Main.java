package dev.kiban.app;

import dev.kiban.app.command.Kiban;
import dev.kiban.app.command.RunCommand;
import dev.kiban.app.terminal.Terminal;
import java.util.Arrays;
import java.util.Map;

/// Where the program starts.
public final class Main {
    /// Read once by the JDK. A client of TLS 1.2 that shakes hands again costs us far more than
    /// itself, and no client needs to.
    private static final String NO_SECOND_HANDSHAKE = "jdk.tls.rejectClientInitiatedRenegotiation";

    private static final String RUN = "run";

    private Main() {}

    /// Runs one command and leaves with its exit code.
    public static void main(String[] args) {
        System.setProperty(NO_SECOND_HANDSHAKE, "true");
        Map<String, String> environment = System.getenv();
        if (args.length > 0 && args[0].equals(RUN)) {
            System.exit(run(environment, Arrays.copyOfRange(args, 1, args.length)));
        }
        System.exit(Kiban.commandLine(Terminal.ofProcess(environment), environment).execute(args));
    }

    /// `kiban run`. Cron starts it each minute: it loads nothing of the other commands.
    static int run(Map<String, String> environment, String... args) {
        return RunCommand.commandLine(Terminal.ofProcess(environment), environment)
                .setCommandName("kiban run")
                .execute(args);
    }
}
