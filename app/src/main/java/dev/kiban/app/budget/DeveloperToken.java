package dev.kiban.app.budget;

import static dev.kiban.runtime.telemetry.log.LogKey.FILE;
import static dev.kiban.runtime.telemetry.log.LogKey.REASON;

import dev.kiban.access.Caller.Program;
import dev.kiban.access.Right;
import dev.kiban.access.Scope;
import dev.kiban.access.Secret;
import dev.kiban.access.Tokens;
import dev.kiban.access.Tokens.Created;
import dev.kiban.access.Tokens.Refused;
import dev.kiban.kernel.TokenName;
import dev.kiban.runtime.telemetry.log.Log;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/// The token of who runs a sandbox, in a file that nobody else can read: on their own machine they
/// need not make one by hand. It holds for all services, which are theirs.
///
/// @param file kept as long as its token holds
record DeveloperToken(Path file, Log log) {
    private static final Program DEVELOPER =
            new Program(new Scope.EveryTeam(), new TokenName("developer"), Right.CHANGE);
    private static final int MAX_CHARACTERS = 1_000;

    /// Sees to it that the token in the file holds; if the file cannot be used, says so.
    void ensure(Tokens tokens) {
        try {
            if (read().flatMap(tokens::identify).filter(DEVELOPER::equals).isEmpty()) {
                write(renewed(tokens));
                log.info("A token for the API is in a file", FILE.is(file));
            }
        } catch (IOException e) {
            log.warn("The developer has no token for the API", REASON.is(e.toString()));
        }
    }

    private Optional<Secret> read() throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) > MAX_CHARACTERS) {
            return Optional.empty();
        }
        return Secret.of(Files.readString(file).strip());
    }

    private static Secret renewed(Tokens tokens) {
        String by = System.getProperty("user.name");
        tokens.revoke(DEVELOPER.scope(), DEVELOPER.name(), by);
        return switch (tokens.create(DEVELOPER, by)) {
            case Created(Secret secret, _) -> secret;
            case Refused(String why) -> throw new IllegalStateException(why);
        };
    }

    /// Nobody else may read it at any moment.
    private void write(Secret secret) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, secret.reveal() + "\n");
    }
}
