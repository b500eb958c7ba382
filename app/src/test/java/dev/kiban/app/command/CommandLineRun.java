package dev.kiban.app.command;

import dev.kiban.app.terminal.Terminal;
import dev.kiban.definition.report.Colours;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;

/// One run of the command line, and what it wrote.
record CommandLineRun(int exit, String out, String err) {

    static CommandLineRun of(String... args) {
        return of(Colours.NONE, args);
    }

    static CommandLineRun in(Map<String, String> environment, String... args) {
        return of(Colours.NONE, environment, args);
    }

    static CommandLineRun of(Colours colours, String... args) {
        return of(colours, Map.of(), args);
    }

    private static CommandLineRun of(
            Colours colours, Map<String, String> environment, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal =
                new Terminal(
                        new PrintWriter(out, true),
                        new PrintWriter(err, true),
                        OutputStream.nullOutputStream(),
                        colours);
        int exit = Kiban.commandLine(terminal, environment).execute(args);
        return new CommandLineRun(exit, out.toString(), err.toString());
    }
}
