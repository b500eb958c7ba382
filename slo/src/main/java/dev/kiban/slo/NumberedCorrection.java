package dev.kiban.slo;

/// A correction that is kept.
///
/// @param number by which it can be undone
public record NumberedCorrection(long number, Correction correction) {}
