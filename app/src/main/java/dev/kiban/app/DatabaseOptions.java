package dev.kiban.app;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/// Which database: the options that every command with one has.
final class DatabaseOptions {
    private static final String VARIABLE = "KIBAN_DATABASE";

    @ArgGroup private @Nullable Choice choice;

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
    DatabaseSession open(Map<String, String> environment) {
        Optional<Path> data = choice == null ? Optional.empty() : choice.data;
        if (data.isPresent()) {
            return DatabaseSession.onFolder(data.get());
        }
        Optional<String> url = choice == null ? Optional.empty() : choice.url;
        return url.or(() -> Optional.ofNullable(environment.get(VARIABLE)))
                .map(DatabaseSession::at)
                .orElseGet(() -> DatabaseSession.onFolder(home().resolve(".kiban/data")));
    }

    private static Path home() {
        return Path.of(System.getProperty("user.home"));
    }
}
