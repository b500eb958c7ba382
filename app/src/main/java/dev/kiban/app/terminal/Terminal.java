package dev.kiban.app.terminal;

import dev.kiban.definition.report.Colours;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;

/// Where commands write to.
///
/// @param bytes where `out` goes too, for who writes bytes and closes it after
/// @param colours whether what is written to `out` may be in colour
public record Terminal(PrintWriter out, PrintWriter err, OutputStream bytes, Colours colours) {

    /// The process's own streams. Colour only for people who watch, and not if they set `NO_COLOR`.
    public static Terminal ofProcess(Map<String, String> environment) {
        boolean watched =
                Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
        boolean wanted =
                environment.getOrDefault("NO_COLOR", "").isEmpty()
                        && !environment.getOrDefault("TERM", "dumb").equals("dumb");
        return new Terminal(
                new PrintWriter(System.out, true, System.out.charset()),
                new PrintWriter(System.err, true, System.err.charset()),
                new FileOutputStream(FileDescriptor.out),
                watched && wanted ? Colours.ANSI : Colours.NONE);
    }
}
