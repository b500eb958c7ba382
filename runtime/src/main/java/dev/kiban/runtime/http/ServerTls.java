package dev.kiban.runtime.http;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;

/// How a listener proves who it is.
///
/// @param certificates PEM, the server's own first
/// @param key PEM, PKCS#8, without password
/// @param clientAuthorities whose certificates clients are asked for, though they need not show
///     one; empty to ask for none
public record ServerTls(Path certificates, Path key, List<X509Certificate> clientAuthorities) {

    public ServerTls {
        clientAuthorities = List.copyOf(clientAuthorities);
    }

    /// Clients are asked for no certificate.
    public ServerTls(Path certificates, Path key) {
        this(certificates, key, List.of());
    }

    /// The same, asking for other certificates of clients.
    ServerTls asking(List<X509Certificate> authorities) {
        return new ServerTls(certificates, key, authorities);
    }

    /// The same for a server of the JDK, as the files are now.
    ///
    /// @throws IllegalArgumentException if they cannot be used
    public SSLContext context() {
        return new PemFiles(certificates, key).context();
    }
}
