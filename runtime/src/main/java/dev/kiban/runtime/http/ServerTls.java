package dev.kiban.runtime.http;

import java.nio.file.Path;
import javax.net.ssl.SSLContext;

/// How a listener proves who it is.
///
/// @param certificates PEM, the server's own first
/// @param key PEM, PKCS#8, without password
public record ServerTls(Path certificates, Path key) {

    /// The same for a server of the JDK, as the files are now.
    ///
    /// @throws IllegalArgumentException if they cannot be used
    public SSLContext context() {
        return new PemFiles(certificates, key).context();
    }
}
