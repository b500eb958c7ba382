package dev.kiban.gateway.access;

import java.io.IOException;
import java.net.URI;

/// Gets small JSON documents of issuers.
public interface Fetch {

    /// The text of a document. Waits.
    ///
    /// @throws IOException if it cannot be had
    String get(URI url) throws IOException;
}
