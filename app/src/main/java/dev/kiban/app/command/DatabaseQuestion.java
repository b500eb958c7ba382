package dev.kiban.app.command;

import dev.kiban.app.terminal.ReportFormat;
import dev.kiban.app.terminal.Terminal;
import dev.kiban.ledger.Ledger;
import dev.kiban.ledger.store.SqlEvents;
import dev.kiban.runtime.sql.Database;
import dev.kiban.runtime.sql.ServerFault;
import dev.kiban.runtime.sql.SqlFault;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// What all commands with a database share: where it is, how they answer, and what a fault is.
final class DatabaseQuestion {
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
    int askLedger(
            Terminal terminal, Map<String, String> environment, ToIntFunction<Ledger> question) {
        return ask(terminal, environment, database -> question.applyAsInt(ledger(database)));
    }

    static Ledger ledger(Database database) {
        return new Ledger(SqlEvents.in(database), InstantSource.system());
    }

    /// Asks the database; what cannot be answered is said.
    int ask(Terminal terminal, Map<String, String> environment, ToIntFunction<Database> question) {
        DatabaseSession session = read(() -> database.open(environment));
        try {
            return session.ask(question);
        } catch (ServerFault | SqlFault e) {
            terminal.err().println(e.getMessage());
            terminal.err().flush();
            return NO_ANSWER;
        }
    }
}
