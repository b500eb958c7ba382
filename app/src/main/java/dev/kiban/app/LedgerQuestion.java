package dev.kiban.app;

import dev.kiban.ledger.Ledger;
import dev.kiban.runtime.sql.ServerFault;
import dev.kiban.runtime.sql.SqlFault;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// What all commands on the ledger share: where it is, how they answer, and what a fault is.
final class LedgerQuestion {
    private static final int NO_ANSWER = 2;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Mixin private DatabaseOptions database = new DatabaseOptions();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "text (the default) for people, json for programs.")
    private ReportFormat format = ReportFormat.text;

    ReportFormat format() {
        return format;
    }

    /// What the options say, as a value; what cannot be one is a usage error.
    <T> T read(Supplier<T> options) {
        try {
            return options.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /// Asks the ledger; what cannot be answered is said.
    int ask(Terminal terminal, Map<String, String> environment, ToIntFunction<Ledger> question) {
        LedgerSession session = read(() -> database.open(environment));
        try {
            return session.ask(question);
        } catch (ServerFault | SqlFault e) {
            terminal.err().println(e.getMessage());
            terminal.err().flush();
            return NO_ANSWER;
        }
    }
}
