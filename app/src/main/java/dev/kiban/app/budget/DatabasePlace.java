package dev.kiban.app.budget;

import dev.kiban.runtime.sql.DatabaseUrl;
import java.nio.file.Path;

/// Where budgets are kept.
public sealed interface DatabasePlace {

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
}
