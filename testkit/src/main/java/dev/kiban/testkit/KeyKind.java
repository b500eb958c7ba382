package dev.kiban.testkit;

/// What an [OpenIdProvider] signs with.
public enum KeyKind {
    /// RS256.
    RSA,
    /// ES256.
    P256,
    /// EdDSA.
    ED25519
}
