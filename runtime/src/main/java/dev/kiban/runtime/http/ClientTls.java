package dev.kiban.runtime.http;

import java.nio.file.Path;
import java.util.Optional;

/// How a call trusts its origin. The certificate must be valid for the server name; there is no way
/// to switch that off.
///
/// @param trust PEM with the authorities to trust; absent means those of the JDK
/// @param serverName the name to ask for (SNI) and to check; absent means the host of the address
public record ClientTls(Optional<Path> trust, Optional<String> serverName) {}
