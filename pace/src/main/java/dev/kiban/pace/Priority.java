package dev.kiban.pace;

/// Who of those who wait at the same place goes first.
///
/// Whoever is lower is not starved: of sixteen turns, it has at least one.
public enum Priority {
    HIGH,
    NORMAL,
    LOW
}
