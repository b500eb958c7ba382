package dev.kiban.gateway.access;

import java.time.Instant;

/// Hears what becomes of fetching the keys of issuers, by the names that the definitions give them.
/// Each on a thread of its own.
public interface KeyReport {

    /// They were fetched.
    ///
    /// @param keys how many there are
    void fetched(String issuer, int keys, Instant at);

    /// They could not be fetched.
    ///
    /// @param keys how many of before still count
    void failed(String issuer, int keys);
}
