package dev.kiban.app;

import dev.kiban.definition.report.Colours;
import java.io.Console;
import java.io.PrintWriter;
import java.util.Map;

/// Where commands write to.
///
/// @param colours whether what is written to `out` may be in colour
record Terminal(PrintWriter out, PrintWriter err, Colours colours) {

    /// The process's own streams. Colour only for people who watch, and not if they set `NO_COLOR`.
    static Terminal ofProcess(Map<String, String> environment) {
        Console console = System.console();
        boolean watched = console != null && console.isTerminal();
        boolean wanted =
                environment.getOrDefault("NO_COLOR", "").isEmpty()
                        && !environment.getOrDefault("TERM", "dumb").equals("dumb");
        return new Terminal(
                new PrintWriter(System.out, true),
                new PrintWriter(System.err, true),
                watched && wanted ? Colours.ANSI : Colours.NONE);
    }
}
