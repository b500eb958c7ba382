package dev.kiban.app.command;

import dev.kiban.app.budget.DatabasePlace;
import dev.kiban.runtime.lifecycle.Shutdown;
import dev.kiban.runtime.sql.Database;
import dev.kiban.runtime.sql.DatabaseUrl;
import dev.kiban.runtime.sql.EmbeddedPostgres;
import dev.kiban.runtime.telemetry.log.Log;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/// Asks a database, and ends what was started for it: when it has answered, and on Ctrl-C too.
final class DatabaseSession {
    private static final int CONNECTIONS = 2;
    private static final Duration SERVER_LIMIT = Duration.ofSeconds(60);
    private static final Duration POOL_LIMIT = Duration.ofSeconds(10);

    private final Function<Shutdown, DatabaseUrl> place;

    private DatabaseSession(Function<Shutdown, DatabaseUrl> place) {
        this.place = place;
    }

    /// In a database that runs somewhere, or in PostgreSQL on a folder: the one that another
    /// program runs there, or one started for this question.
    static DatabaseSession in(DatabasePlace place) {
        return new DatabaseSession(
                switch (place) {
                    case DatabasePlace.At(DatabaseUrl url) -> _ -> url;
                    case DatabasePlace.OnFolder(Path folder) ->
                            shutdown ->
                                    EmbeddedPostgres.runningOn(folder)
                                            .orElseGet(() -> start(folder, shutdown));
                });
    }

    private static DatabaseUrl start(Path folder, Shutdown shutdown) {
        EmbeddedPostgres server = EmbeddedPostgres.start(folder);
        shutdown.add("database server", SERVER_LIMIT, server::close);
        return server.url();
    }

    /// @throws dev.kiban.runtime.sql.ServerFault if the server does not start
    /// @throws dev.kiban.runtime.sql.SqlFault if the database does not do what it is asked
    int ask(ToIntFunction<Database> question) {
        Shutdown shutdown = new Shutdown(Log.of(DatabaseSession.class));
        shutdown.onExit();
        try {
            Database database = Database.open(place.apply(shutdown), CONNECTIONS);
            shutdown.add("database connections", POOL_LIMIT, database::close);
            return question.applyAsInt(database);
        } finally {
            shutdown.run();
        }
    }
}
