package dev.kiban.app;

import dev.kiban.app.command.Kiban;
import dev.kiban.app.terminal.Terminal;
import java.util.Map;

/// Where the program starts.
public final class Main {
    private Main() {}

    /// Runs one command and leaves with its exit code.
    public static void main(String[] args) {
        Map<String, String> environment = System.getenv();
        System.exit(Kiban.commandLine(Terminal.ofProcess(environment), environment).execute(args));
    }
}
