package dev.kiban.runtime.http;

import java.nio.file.Path;

/// How a listener proves who it is.
///
/// @param certificates PEM, the server's own first
/// @param key PEM, PKCS#8, without password
public record ServerTls(Path certificates, Path key) {}
