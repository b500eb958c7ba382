package dev.kiban.runtime.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What a PostgreSQL server writes down of itself while it runs: `postmaster.pid`.
///
/// @param folder the data folder that PostgreSQL's own is in
record ServerNote(Path folder) {
    /// A number that no process has.
    private static final String NOBODY = String.valueOf(Integer.MAX_VALUE);

    private static final int PID_LINE = 0;
    private static final int PORT_LINE = 3;
    private static final int STATUS_LINE = 7;

    /// The server that runs on this folder: of this program, of another, or one that a killed
    /// program left behind. Only a process that runs this folder's program: the system may have
    /// given the number to another.
    Optional<ProcessHandle> running() throws IOException {
        if (!Files.exists(file())) {
            return Optional.empty();
        }
        Path programsHere = folder.toRealPath();
        return noted().filter(
                        process ->
                                process.info()
                                        .command()
                                        .filter(path -> Path.of(path).startsWith(programsHere))
                                        .isPresent());
    }

    /// The port of a server that takes connections.
    OptionalInt port() throws IOException {
        if (running().isEmpty() || !line(STATUS_LINE).equals("ready")) {
            return OptionalInt.empty();
        }
        String port = line(PORT_LINE);
        return port.matches("\\d{1,5}")
                ? OptionalInt.of(Integer.parseInt(port))
                : OptionalInt.empty();
    }

    /// Takes the number of a process that is no server of ours out of the note, which keeps the
    /// server from starting otherwise. The rest of the note stays: by it PostgreSQL sees whether
    /// processes of a killed server still write.
    void disownStranger() throws IOException {
        if (noted().isPresent() && running().isEmpty()) {
            String note = Files.readString(file());
            Files.writeString(file(), note.replaceFirst("\\d+", NOBODY));
        }
    }

    /// The process that the note names, if there is one of that number.
    private Optional<ProcessHandle> noted() throws IOException {
        String pid = line(PID_LINE);
        return pid.matches("\\d{1,18}") ? ProcessHandle.of(Long.parseLong(pid)) : Optional.empty();
    }

    private String line(int number) throws IOException {
        if (!Files.exists(file())) {
            return "";
        }
        List<String> lines = Files.readAllLines(file());
        return number < lines.size() ? lines.get(number).strip() : "";
    }

    private Path file() {
        return folder.resolve("postgres/postmaster.pid");
    }
}
