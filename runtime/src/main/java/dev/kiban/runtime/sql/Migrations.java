package dev.kiban.runtime.sql;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// Brings the tables of one domain up to date. Each domain has files of its own,
/// `V1__what_it_does.sql` and so on in the resource folder `migrations` beside its store, and a
/// history of its own: domains change independently of each other in one database.
///
/// ```java
/// new Migrations("ledger", SqlEvents.class).run(database);   // history in ledger_history
/// ```
///
/// Several programs may do so at once: they take turns. A file that has run must not change.
///
/// @param domain the prefix of the domain's tables
/// @param store a class in the package whose `migrations` these are
public record Migrations(String domain, Class<?> store) {
    /// Held on to: what nobody holds is forgotten with its level.
    private static final Logger FLYWAY = Logger.getLogger("org.flywaydb");

    static {
        FLYWAY.setLevel(Level.OFF); // what it has to say, it throws too
    }

    /// @throws SqlFault if a file fails, or one that has run is not what it was
    public void run(Database database) {
        try {
            Flyway.configure(store.getClassLoader())
                    .dataSource(database.source())
                    .locations(
                            "classpath:" + store.getPackageName().replace('.', '/') + "/migrations")
                    .failOnMissingLocations(true)
                    .table(domain + "_history")
                    // other domains' tables are there, ours are not
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new SqlFault(
                    "the tables of %s cannot be brought up to date: %s"
                            .formatted(domain, e.getMessage()),
                    e);
        }
    }
}
