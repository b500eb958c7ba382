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
import java.util.stream.Stream;

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
    /// A number that no process has.
    private static final String NOBODY = String.valueOf(Integer.MAX_VALUE);

    private static final String LIMIT_SECONDS = "60";

    private final Path folder;
    private final FolderLock lock;
    private final ServerPrograms programs;
    private int port;

    private EmbeddedPostgres(Path folder, FolderLock lock, ServerPrograms programs) {
        this.folder = folder;
        this.lock = lock;
        this.programs = programs;
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

    /// Where it listens, as its owner.
    public DatabaseUrl url() {
        try {
            Login login = new Login(Optional.of(USER), Optional.of(Files.readString(password())));
            return new DatabaseUrl(LOOPBACK, port, DATABASE, login, Map.of());
        } catch (IOException e) {
            throw new ServerFault("cannot read the password of the data folder " + folder, e);
        }
    }

    /// The id of the server's process.
    public long pid() {
        try {
            return running().map(ProcessHandle::pid).orElseThrow();
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
        if (running().isPresent()) {
            stop();
        }
        if (!Files.exists(data())) {
            initialise();
        }
        disownStranger();
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
                        "--pwfile=" + password(),
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
        Files.deleteIfExists(password());
        Files.createFile(
                password(),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(password(), HexFormat.of().formatHex(secret));
    }

    private void stop() throws IOException {
        if (running().isPresent()) {
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

    /// The server that runs on this folder: ours, or one that a killed program left behind. Only a
    /// process that runs this folder's program: the system may have given the number to another.
    private Optional<ProcessHandle> running() throws IOException {
        Path programsHere = folder.toRealPath();
        return noted().filter(
                        process ->
                                process.info()
                                        .command()
                                        .filter(path -> Path.of(path).startsWith(programsHere))
                                        .isPresent());
    }

    /// Takes the number of a process that is no server of ours out of PostgreSQL's note, which
    /// keeps the server from starting otherwise. The rest of the note stays: by it PostgreSQL sees
    /// whether processes of a killed server still write.
    private void disownStranger() throws IOException {
        if (noted().isPresent() && running().isEmpty()) {
            String note = Files.readString(note());
            Files.writeString(note(), note.replaceFirst("\\d+", NOBODY));
        }
    }

    /// The process that PostgreSQL's note names, if there is one of that number.
    private Optional<ProcessHandle> noted() throws IOException {
        if (!Files.exists(note())) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(note())) {
            return lines.findFirst()
                    .map(String::strip)
                    .filter(line -> line.matches("\\d{1,18}"))
                    .flatMap(line -> ProcessHandle.of(Long.parseLong(line)));
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

    private Path note() {
        return data().resolve("postmaster.pid");
    }

    private Path password() {
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
