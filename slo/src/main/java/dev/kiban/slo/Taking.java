package dev.kiban.slo;

/// What became of a shipment. Whatever it was, it need not be sent again.
public enum Taking {
    /// It counts from now on.
    STORED,
    /// It counted before.
    KNOWN,
    /// Its minute is no longer kept: it stays a gap.
    TOO_OLD,
    /// Its minute has not been yet: the clock of whoever counted is wrong.
    IN_FUTURE
}
