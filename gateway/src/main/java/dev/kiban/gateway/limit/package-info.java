/// How much: token buckets of the rates that routes have.
///
/// Buckets belong to the process, so that a rate is what it says however many loops there are and
/// whichever of them a client's connection is on. A bucket is one number that loops change by
/// compare-and-set. Start at [Rates][dev.kiban.gateway.limit.Rates].
@NullMarked
package dev.kiban.gateway.limit;

import org.jspecify.annotations.NullMarked;
