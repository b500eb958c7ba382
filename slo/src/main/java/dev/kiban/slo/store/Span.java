package dev.kiban.slo.store;

/// Some minutes in a row.
///
/// @param until the first one that is no longer in it
record Span(int from, int until) {}
