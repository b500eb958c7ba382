package dev.kiban.app.option;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Where the API is, and as whom it is called.
///
/// @param url without a path
/// @param token of who calls
public record ApiAddress(URI url, String token) {
    /// Where it is unless somebody says otherwise.
    public static final URI USUAL = URI.create("http://localhost:8081");

    private static final Path SANDBOX =
            Path.of(System.getProperty("user.home"), ".kiban", "data", "developer-token");
    private static final String TOKEN = "KIBAN_TOKEN";
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    /// As options and environment say.
    ///
    /// @param tokenFile where the token is, if not in the environment
    /// @throws IllegalArgumentException if they cannot be
    public static ApiAddress of(
            URI url, Optional<Path> tokenFile, Map<String, String> environment) {
        boolean here = THIS_MACHINE.contains(String.valueOf(url.getHost()));
        boolean secret = "https".equals(url.getScheme());
        if (!secret && !(here && "http".equals(url.getScheme()))) {
            throw new IllegalArgumentException(
                    "--api must be https://…, or http:// of this machine: the token goes with it");
        }
        return new ApiAddress(url, token(tokenFile, environment, here));
    }

    private static String token(
            Optional<Path> tokenFile, Map<String, String> environment, boolean here) {
        String ofEnvironment = environment.getOrDefault(TOKEN, "");
        if (tokenFile.isEmpty() && !ofEnvironment.isEmpty()) {
            return ofEnvironment;
        }
        Path file =
                tokenFile
                        .or(() -> Optional.of(SANDBOX).filter(_ -> here))
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "who calls? Set KIBAN_TOKEN, or name a file with --token-file"));
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "no token in %s: set KIBAN_TOKEN, or name another file with --token-file"
                            .formatted(file),
                    e);
        }
    }

    /// Without the token.
    @Override
    public String toString() {
        return url.toString();
    }
}
