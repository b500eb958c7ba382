package dev.kiban.app;

/// Where the program starts.
public final class Main {
    private Main() {}

    /// Runs one command and leaves with its exit code.
    public static void main(String[] args) {
        System.exit(Kiban.commandLine(Terminal.ofProcess(System.getenv())).execute(args));
    }
}
