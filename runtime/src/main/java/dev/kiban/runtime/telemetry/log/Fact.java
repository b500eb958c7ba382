package dev.kiban.runtime.telemetry.log;

/// One `key=value` of a log line. The value is written with `toString`, which must hide what is
/// secret.
public record Fact(LogKey key, Object value) {}
