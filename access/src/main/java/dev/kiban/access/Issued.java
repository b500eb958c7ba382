package dev.kiban.access;

import java.time.Instant;
import java.util.Optional;

/// A token, without its secret.
///
/// @param by who made it
/// @param expires the first moment that it holds no longer; empty if it holds until it is revoked
public record Issued(Caller.Program caller, String by, Instant at, Optional<Instant> expires) {}
