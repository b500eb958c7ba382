package dev.kiban.pace;

/// How it is counted what was let through.
public enum Arithmetic {
    /// Whole units, nothing rounded; turns move up when somebody leaves the line.
    EXACT,

    /// As `limit_req` of nginx counts, bit by bit: thousandths and milliseconds, truncated where it
    /// truncates, and a turn that is fixed on arrival.
    NGINX
}
