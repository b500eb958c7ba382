package dev.kiban.runtime.telemetry.lane;

/// What a [Lane] has gathered. Its bytes are lent until the taker is given the next one.
///
/// @param length so many of the bytes count
/// @param pieces how many were handed in
@SuppressWarnings("ArrayRecordComponent") // lent, not owned
public record Batch(byte[] bytes, int length, int pieces) {}
