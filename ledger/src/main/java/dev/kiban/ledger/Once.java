package dev.kiban.ledger;

/// An event that was asked for under a key.
///
/// @param event the first one under the key
/// @param isNew whether it was written just now
public record Once(Event event, boolean isNew) {}
