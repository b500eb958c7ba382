package dev.kiban.pace.nginx;

/// What `limit_req` says to a request. An excess is that of the limit that decided, in thousandths
/// of a request.
public sealed interface Verdict {

    /// It goes on at once.
    record Passed(long excess) implements Verdict {}

    /// It goes on after a while.
    record Delayed(long excess, long millis) implements Verdict {}

    /// It is refused, and nothing was charged.
    ///
    /// @param rule which of the rules refused it
    record Rejected(long excess, int rule) implements Verdict {}
}
