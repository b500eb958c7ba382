package dev.kiban.runtime.sql;

import dev.kiban.runtime.sql.DatabaseUrl.Login;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// A real PostgreSQL server that this program starts on a folder, and stops.
///
/// ```java
/// try (EmbeddedPostgres server = EmbeddedPostgres.start(folder);
///         Database database = Database.open(server.url(), 8)) { … }
/// ```
///
/// What is stored stays in the folder for the next start. The server listens on loopback only, at
/// another port each time, and lets in who knows a random password; that stands in the folder,
/// which only its owner can read. One program at a time uses a folder. A server that a killed
/// program left behind is stopped before a new one starts.
///
/// | in the folder | what it is |
/// |---|---|
/// | `lock` | who uses it |
/// | `password` | of the database's owner, mode 600 |
/// | `postgres` | PostgreSQL's own data folder |
/// | `postgresql-…` | PostgreSQL's programs |
/// | `server.log` | what the server wrote |
public final class EmbeddedPostgres implements AutoCloseable {
    private static final String USER = "kiban";
    private static final String DATABASE = "postgres"; // the one that initdb makes
    private static final String LOOPBACK = "127.0.0.1";
    private static final int PASSWORD_BYTES = 24;
    private static final int MAX_LOG_BYTES = 16 * 1024 * 1024;
    private static final int LOG_LINES_SHOWN = 10;
    private static final int ATTEMPTS = 20;
    private static final int PAUSE_MILLIS = 200;

    private static final String LIMIT_SECONDS = "60";

    private final Path folder;
    private final FolderLock lock;
    private final ServerPrograms programs;
    private final ServerNote note;
    private int port;

    private EmbeddedPostgres(Path folder, FolderLock lock, ServerPrograms programs) {
        this.folder = folder;
        this.lock = lock;
        this.programs = programs;
        this.note = new ServerNote(folder);
    }

    /// Starts the server; a new folder is set up first.
    ///
    /// @throws ServerFault if another program uses the folder, if it belongs to another major
    ///     version of PostgreSQL, or if the server does not start
    public static EmbeddedPostgres start(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        try {
            Files.createDirectories(
                    absolute,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
            return start(absolute, FolderLock.take(absolute));
        } catch (IOException e) {
            throw new ServerFault("cannot use the data folder %s: %s".formatted(absolute, e), e);
        }
    }

    private static EmbeddedPostgres start(Path folder, FolderLock lock) throws IOException {
        boolean started = false;
        try {
            checkVersion(folder);
            EmbeddedPostgres server = new EmbeddedPostgres(folder, lock, ServerPrograms.in(folder));
            server.start();
            started = true;
            return server;
        } finally {
            if (!started) {
                lock.close();
            }
        }
    }

    /// Where the server listens that somebody has started on a folder, and that runs.
    ///
    /// @throws ServerFault if the folder cannot be read
    public static Optional<DatabaseUrl> runningOn(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        try {
            OptionalInt port = new ServerNote(absolute).port();
            return port.isPresent()
                    ? Optional.of(url(absolute, port.getAsInt()))
                    : Optional.empty();
        } catch (IOException e) {
            throw new ServerFault("cannot read the data folder " + absolute, e);
        }
    }

    /// Where it listens, as its owner.
    public DatabaseUrl url() {
        return url(folder, port);
    }

    private static DatabaseUrl url(Path folder, int port) {
        try {
            String password = Files.readString(password(folder));
            Login login = new Login(Optional.of(USER), Optional.of(password));
            return new DatabaseUrl(LOOPBACK, port, DATABASE, login, Map.of());
        } catch (IOException e) {
            throw new ServerFault("cannot read the password of the data folder " + folder, e);
        }
    }

    /// The id of the server's process.
    public long pid() {
        try {
            return note.running().map(ProcessHandle::pid).orElseThrow();
        } catch (IOException e) {
            throw new ServerFault("cannot read the data folder " + folder, e);
        }
    }

    /// Whether its process is there.
    public boolean isRunning() {
        try {
            return note.running().isPresent();
        } catch (IOException e) {
            throw new ServerFault("cannot read the data folder " + folder, e);
        }
    }

    /// Stops the server: what has been committed is safe, whoever is connected is cut off.
    @Override
    public void close() {
        try (lock) {
            stop();
        } catch (IOException e) {
            throw new ServerFault("cannot stop PostgreSQL in " + folder, e);
        }
    }

    private static void checkVersion(Path folder) throws IOException {
        Path file = folder.resolve("postgres/PG_VERSION");
        if (!Files.exists(file)) {
            return;
        }
        String found = Files.readString(file).strip();
        if (!found.equals(String.valueOf(ServerPrograms.MAJOR_VERSION))) {
            throw new ServerFault(
                    "the data folder %s was made by PostgreSQL %s, and this Kiban brings PostgreSQL %d: "
                                    .formatted(folder, found, ServerPrograms.MAJOR_VERSION)
                            + "use the Kiban that made it, or another folder, or move the data with"
                            + " pg_dump of PostgreSQL "
                            + found);
        }
    }

    private void start() throws IOException {
        if (note.running().isPresent()) {
            stop();
        }
        if (!Files.exists(data())) {
            initialise();
        }
        note.disownStranger();
        if (Files.exists(log()) && Files.size(log()) > MAX_LOG_BYTES) {
            Files.delete(log());
        }
        int attempt = 1;
        while (!starts()) {
            if (attempt++ == ATTEMPTS) {
                throw new ServerFault(
                        "PostgreSQL does not start in %s; it says: %s"
                                .formatted(folder, lastLog()));
            }
            pause();
        }
    }

    /// Tries once. It can fail by a port that somebody took meanwhile, or by the last processes
    /// of a killed server, which take a moment to end.
    private boolean starts() throws IOException {
        port = freePort();
        String options =
                "-p %d -c listen_addresses=%s -c unix_socket_directories="
                        .formatted(port, LOOPBACK);
        return programs.run(
                                "pg_ctl",
                                "start",
                                "-w",
                                "-t",
                                LIMIT_SECONDS,
                                "-D",
                                data().toString(),
                                "-l",
                                log().toString(),
                                "-o",
                                options)
                        .exit()
                == 0;
    }

    /// Under another name first: what has the right name is whole.
    private void initialise() throws IOException {
        writePassword();
        Path unfinished = Files.createTempDirectory(folder, "initialising-");
        ServerPrograms.Ended ended =
                programs.run(
                        "initdb",
                        "--pgdata=" + unfinished,
                        "--username=" + USER,
                        "--pwfile=" + password(folder),
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--no-locale");
        if (ended.exit() != 0) {
            throw new ServerFault(
                    "cannot set up PostgreSQL in %s: %s".formatted(folder, ended.output()));
        }
        Files.move(unfinished, data(), StandardCopyOption.ATOMIC_MOVE);
    }

    private void writePassword() throws IOException {
        byte[] secret = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(secret);
        Files.deleteIfExists(password(folder));
        Files.createFile(
                password(folder),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(password(folder), HexFormat.of().formatHex(secret));
    }

    private void stop() throws IOException {
        if (note.running().isPresent()) {
            programs.run(
                    "pg_ctl",
                    "stop",
                    "-m",
                    "fast",
                    "-w",
                    "-t",
                    LIMIT_SECONDS,
                    "-D",
                    data().toString());
        }
    }

    private String lastLog() throws IOException {
        if (!Files.exists(log())) {
            return "nothing";
        }
        List<String> lines = Files.readAllLines(log());
        return String.join(
                System.lineSeparator(),
                lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size()));
    }

    private Path data() {
        return folder.resolve("postgres");
    }

    private static Path password(Path folder) {
        return folder.resolve("password");
    }

    private Path log() {
        return folder.resolve("server.log");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral(LOOPBACK))) {
            return socket.getLocalPort();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerFault("interrupted while starting PostgreSQL", e);
        }
    }
}
