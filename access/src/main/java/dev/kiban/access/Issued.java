package dev.kiban.access;

import java.time.Instant;

/// A token, without its secret.
///
/// @param by who made it
public record Issued(Caller.Program caller, String by, Instant at) {}
