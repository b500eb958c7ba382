package dev.kiban.app;

import dev.kiban.app.command.Kiban;
import dev.kiban.app.terminal.Terminal;
import java.util.Map;

/// Where the program starts.
public final class Main {
    /// Read once by the JDK. A client of TLS 1.2 that shakes hands again costs us far more than
    /// itself, and no client needs to.
    private static final String NO_SECOND_HANDSHAKE = "jdk.tls.rejectClientInitiatedRenegotiation";

    private Main() {}

    /// Runs one command and leaves with its exit code.
    public static void main(String[] args) {
        System.setProperty(NO_SECOND_HANDSHAKE, "true");
        Map<String, String> environment = System.getenv();
        System.exit(Kiban.commandLine(Terminal.ofProcess(environment), environment).execute(args));
    }
}
