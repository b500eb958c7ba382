package dev.kiban.access;

import dev.kiban.access.Caller.Person;
import java.time.Instant;

/// A session that holds.
///
/// @param opened when they signed in
/// @param seen when they last looked at a page, to the minute
public record OpenSession(Person person, Instant opened, Instant seen) {}
