package dev.kiban.runtime.http;

import java.security.cert.X509Certificate;
import java.util.List;

/// What a client has shown at the beginning of its connection. TLS has proven that the client has
/// the key of the first one, and that one of the authorities of that moment has issued it. There is
/// one of these for each connection, and no two are equal.
public final class ClientCertificate {
    private final List<X509Certificate> chain;

    /// @param chain the client's own first
    public ClientCertificate(List<X509Certificate> chain) {
        this.chain = List.copyOf(chain);
    }

    /// The client's own first.
    public List<X509Certificate> chain() {
        return chain;
    }
}
