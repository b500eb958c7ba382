package dev.kiban.app;

import dev.kiban.app.budget.DatabasePlace;
import dev.kiban.runtime.sql.DatabaseUrl;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Whether and where budgets are kept: the options that every command with a gateway has.
final class BudgetOptions {
    private static final String VARIABLE = "KIBAN_DATABASE";
    private static final String COUNTS = "counts";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @ArgGroup private Choice choice = new Choice();

    @Option(
            names = "--counts",
            paramLabel = "DIR",
            description =
                    "Keep exact counts of the requests of each minute here, until a database has them (default: beside the database's data).")
    private Optional<Path> counts = Optional.empty();

    static final class Choice {
        @Option(
                names = "--data",
                paramLabel = "DIR",
                description = "Keep budgets in PostgreSQL, started on this folder.")
        private Optional<Path> data = Optional.empty();

        @Option(
                names = "--database",
                paramLabel = "URL",
                description =
                        "Keep budgets in this PostgreSQL database: postgres://user@host/database (default: the environment's KIBAN_DATABASE).")
        private Optional<String> url = Optional.empty();

        @Option(names = "--no-budgets", description = "Keep no budgets, and start no database.")
        private boolean none;
    }

    /// What the options say, or the environment.
    BudgetSettings read(Map<String, String> environment) {
        return read(environment, Optional.empty());
    }

    /// What the options say, or the environment, or the data folder of this user.
    BudgetSettings readOrHome(Map<String, String> environment) {
        return read(environment, Optional.of(new DatabasePlace.OnFolder(home().resolve("data"))));
    }

    private BudgetSettings read(Map<String, String> environment, Optional<DatabasePlace> usual) {
        if (choice.none) {
            return new BudgetSettings(Optional.empty(), counts);
        }
        Optional<DatabasePlace> place = folder().or(() -> url(environment)).or(() -> usual);
        return new BudgetSettings(place, counts.or(() -> place.map(BudgetOptions::countsOf)));
    }

    private Optional<DatabasePlace> folder() {
        return choice.data.map(DatabasePlace.OnFolder::new);
    }

    private Optional<DatabasePlace> url(Map<String, String> environment) {
        return choice.url.or(() -> Optional.ofNullable(environment.get(VARIABLE))).map(this::at);
    }

    private DatabasePlace at(String url) {
        try {
            return new DatabasePlace.At(DatabaseUrl.parse(url));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /// Each database has a folder of its own: what waits for one must not go to another.
    private static Path countsOf(DatabasePlace place) {
        return switch (place) {
            case DatabasePlace.OnFolder(Path folder) -> folder.resolve(COUNTS);
            case DatabasePlace.At(DatabaseUrl url) ->
                    home().resolve(COUNTS)
                            .resolve(
                                    "%s-%d-%s"
                                            .formatted(url.host(), url.port(), url.database())
                                            .replaceAll("[^A-Za-z0-9.-]", "_"));
        };
    }

    private static Path home() {
        return Path.of(System.getProperty("user.home"), ".kiban");
    }
}
