package dev.kiban.runtime.http;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;

/// How a listener proves who it is.
///
/// @param own of which each client is shown the one for the name that it asks for (SNI), exactly or
///     by a `*` in the place of one label, else the first
/// @param clientAuthorities whose certificates clients are asked for, though they need not show
///     one; empty to ask for none
public record ServerTls(List<Own> own, List<X509Certificate> clientAuthorities) {

    public ServerTls {
        own = List.copyOf(own);
        clientAuthorities = List.copyOf(clientAuthorities);
        if (own.isEmpty()) {
            throw new IllegalArgumentException("a server must have a certificate");
        }
    }

    /// One certificate for all names. Clients are asked for none.
    public ServerTls(Path certificates, Path key) {
        this(List.of(new Own(certificates, key)), List.of());
    }

    /// A certificate of the listener, and the key to it.
    ///
    /// @param certificates PEM, the server's own first
    /// @param key PEM, PKCS#8, without password
    public record Own(Path certificates, Path key) {}

    /// The same, asking for other certificates of clients.
    ServerTls asking(List<X509Certificate> authorities) {
        return new ServerTls(own, authorities);
    }

    /// The same for a server of the JDK, as the files are now.
    ///
    /// @throws IllegalArgumentException if they cannot be used
    public SSLContext context() {
        return PemFiles.context(own);
    }
}
