package dev.kiban.definition;

import java.nio.file.Path;
import java.util.Optional;

/// TLS to an upstream.
///
/// @param trust PEM certificates of the authorities to trust; empty trusts those of the
///     Java runtime
/// @param serverName the name to ask for and to check the certificate against; empty is
///     the address's host
public record UpstreamTls(Optional<Path> trust, Optional<String> serverName) {}
