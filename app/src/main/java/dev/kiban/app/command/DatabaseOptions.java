package dev.kiban.app.command;

import dev.kiban.app.budget.DatabasePlace;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/// Which database: the options that every command with one has.
final class DatabaseOptions {
    @ArgGroup private Choice choice = new Choice();

    static final class Choice {
        @Option(
                names = "--data",
                paramLabel = "DIR",
                description =
                        "Start PostgreSQL on this folder for as long as the command runs (default: ~/.kiban/data).")
        private Optional<Path> data = Optional.empty();

        @Option(
                names = "--database",
                paramLabel = "URL",
                description =
                        "Use this PostgreSQL database: postgres://user@host/database (default: the environment's KIBAN_DATABASE).")
        private Optional<String> url = Optional.empty();
    }

    /// Opens what the options say, or the environment, or what is in the home directory.
    ///
    /// @throws IllegalArgumentException if the URL is none of a database
    DatabaseSession open(Map<String, String> environment) {
        return DatabaseSession.in(
                DatabasePlace.chosen(choice.data, choice.url, environment)
                        .orElseGet(DatabasePlace::usual));
    }
}
