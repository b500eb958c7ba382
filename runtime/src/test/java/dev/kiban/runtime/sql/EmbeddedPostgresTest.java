package dev.kiban.runtime.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiban.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One folder through the life of many programs: starting costs seconds, so one story tells it all.
class EmbeddedPostgresTest {
    private static final Migrations MIGRATIONS = new Migrations("note", EmbeddedPostgresTest.class);

    @TempDir private Path folder;

    @Test
    void keepsWhatWasWrittenThroughRestartsAndKills() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(folder);
                Database database = Database.open(server.url(), 2)) {
            MIGRATIONS.run(database);
            MIGRATIONS.run(database); // again: nothing is left to do
            write(database, "first");
            rollsBackWhatFails(database);
            refusesToWriteWhileReading(database);
            refusesASecondProgram();
            letsNobodyInWithoutThePassword(server.url());
            assertThat(version(database)).startsWith(ServerPrograms.MAJOR_VERSION + ".");
        }

        EmbeddedPostgres killed = EmbeddedPostgres.start(folder);
        try (Database database = Database.open(killed.url(), 2)) {
            write(database, "second");
            killServer(killed.pid());
        } finally {
            killed.close();
        }
        Path note = folder.resolve("postgres/postmaster.pid");
        String itsNumberIsOursNow =
                Files.readString(note)
                        .replaceFirst("\\d+", String.valueOf(ProcessHandle.current().pid()));
        Files.writeString(note, itsNumberIsOursNow);

        try (EmbeddedPostgres server = EmbeddedPostgres.start(folder);
                Database database = Database.open(server.url(), 2)) {
            assertThat(count(database)).isEqualTo(2);
        }
        passwordIsForItsOwnerOnly();
    }

    @Test
    void stopsTheServerThatAKilledProgramLeftBehind() throws Exception {
        Process program =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Program.class.getName(),
                                folder.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        long leftBehind = Long.parseLong(program.inputReader().readLine());
        program.destroyForcibly().waitFor();
        assertThat(programOf(leftBehind)).isPresent();

        try (EmbeddedPostgres server = EmbeddedPostgres.start(folder)) {
            assertThat(server.pid()).isNotEqualTo(leftBehind);
            Eventually.passes(() -> assertThat(programOf(leftBehind)).isEmpty());
        }
    }

    /// What a process runs; nothing if it has ended, whether or not somebody took note.
    private static Optional<String> programOf(long pid) {
        return ProcessHandle.of(pid).flatMap(process -> process.info().command());
    }

    /// Starts a server, and never ends it.
    static final class Program {
        private Program() {}

        public static void main(String[] folder) throws InterruptedException {
            System.out.println(EmbeddedPostgres.start(Path.of(folder[0])).pid());
            Thread.currentThread().join();
        }
    }

    @Test
    void refusesAFolderOfANewerMajorVersion() throws IOException {
        Files.createDirectories(folder.resolve("postgres"));
        Files.writeString(folder.resolve("postgres/PG_VERSION"), "19\n");

        assertThatThrownBy(() -> EmbeddedPostgres.start(folder))
                .isInstanceOf(ServerFault.class)
                .hasMessageContaining("was made by PostgreSQL 19")
                .hasMessageContaining("brings PostgreSQL 18")
                .hasMessageContaining("pg_dump");
    }

    private void refusesASecondProgram() {
        assertThatThrownBy(() -> EmbeddedPostgres.start(folder))
                .isInstanceOf(ServerFault.class)
                .hasMessageContaining("in use by process " + ProcessHandle.current().pid());
    }

    private static void letsNobodyInWithoutThePassword(DatabaseUrl url) {
        DatabaseUrl guessed =
                DatabaseUrl.parse(
                        "postgres://kiban:guessed@%s:%d/%s"
                                .formatted(url.host(), url.port(), url.database()));

        assertThatThrownBy(() -> Database.open(guessed, 1))
                .isInstanceOf(SqlFault.class)
                .hasMessageContaining("password authentication failed")
                .hasMessageNotContaining("guessed");
    }

    private static void rollsBackWhatFails(Database database) {
        assertThatThrownBy(
                        () ->
                                database.write(
                                        connection -> {
                                            insert(connection, "never");
                                            throw new IllegalStateException("changed my mind");
                                        }))
                .hasMessage("changed my mind");
        assertThat(count(database)).isEqualTo(1);
    }

    private static void refusesToWriteWhileReading(Database database) {
        assertThatThrownBy(() -> database.read(connection -> insert(connection, "never")))
                .isInstanceOf(SqlFault.class)
                .hasMessageContaining("read-only");
    }

    private void passwordIsForItsOwnerOnly() throws IOException {
        assertThat(Files.getPosixFilePermissions(folder.resolve("password")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    /// As `kill -9` does: the server has no time for anything.
    private static void killServer(long pid) throws Exception {
        ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
        assertThat(server.destroyForcibly()).isTrue();
        server.onExit().get();
    }

    private static void write(Database database, String text) {
        database.write(connection -> insert(connection, text));
    }

    private static int insert(Connection connection, String text) throws SQLException {
        try (var statement = connection.prepareStatement("INSERT INTO note VALUES (?)")) {
            statement.setString(1, text);
            return statement.executeUpdate();
        }
    }

    private static int count(Database database) {
        return Integer.parseInt(ask(database, "SELECT count(*) FROM note"));
    }

    private static String version(Database database) {
        return ask(database, "SHOW server_version");
    }

    private static String ask(Database database, String question) {
        return database.read(
                connection -> {
                    try (Statement statement = connection.createStatement();
                            ResultSet answer = statement.executeQuery(question)) {
                        answer.next();
                        return answer.getString(1);
                    }
                });
    }
}
