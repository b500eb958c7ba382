package dev.kiban.app.budget;

import dev.kiban.runtime.sql.DatabaseUrl;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Where budgets are kept.
public sealed interface DatabasePlace {
    /// A URL, of the environment.
    String VARIABLE = "KIBAN_DATABASE";

    /// In PostgreSQL, which this program starts on a folder.
    record OnFolder(Path folder) implements DatabasePlace {
        @Override
        public String toString() {
            return folder.toString();
        }
    }

    /// In a database that runs somewhere.
    record At(DatabaseUrl url) implements DatabasePlace {
        @Override
        public String toString() {
            return url.toString();
        }
    }

    /// Where somebody says that it is: a folder, a URL, or else the one that the environment has.
    ///
    /// @return empty if nobody says so
    /// @throws IllegalArgumentException if the URL is none of a database
    static Optional<DatabasePlace> chosen(
            Optional<Path> folder, Optional<String> url, Map<String, String> environment) {
        return folder.<DatabasePlace>map(OnFolder::new)
                .or(
                        () ->
                                url.or(() -> Optional.ofNullable(environment.get(VARIABLE)))
                                        .map(text -> new At(DatabaseUrl.parse(text))));
    }

    /// What a file or folder is called that belongs to one database.
    static String fileName(DatabaseUrl url) {
        return "%s-%d-%s"
                .formatted(url.host(), url.port(), url.database())
                .replaceAll("[^A-Za-z0-9.-]", "_");
    }

    /// Where it is if nobody says so: below the home folder of this user.
    static DatabasePlace usual() {
        return new OnFolder(home().resolve("data"));
    }

    /// What this program keeps for this user.
    static Path home() {
        return Path.of(System.getProperty("user.home"), ".kiban");
    }
}
