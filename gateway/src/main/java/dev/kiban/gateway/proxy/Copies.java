package dev.kiban.gateway.proxy;

import dev.kiban.gateway.RequestLog;
import dev.kiban.gateway.RequestLog.Copied;

/// The copies of requests that one loop has under way to mirrors: so many, and no more.
final class Copies {
    private static final int MAX_CALLS = 100;
    private static final int MAX_BYTES = 8 << 20;

    private final RequestLog log;
    private int calls;
    private long bytes;

    Copies(RequestLog log) {
        this.log = log;
    }

    /// Sends a copy, or drops it if there are too many.
    void take(Copy copy) {
        if (calls >= MAX_CALLS || bytes + copy.bytes() > MAX_BYTES) {
            over(copy, Copied.DROPPED);
            return;
        }
        calls++;
        bytes += copy.bytes();
        copy.begin(this);
    }

    /// One that was sent is over.
    void ended(Copy copy, Copied result) {
        calls--;
        bytes -= copy.bytes();
        over(copy, result);
    }

    private void over(Copy copy, Copied result) {
        log.copied(copy.service(), copy.backend(), result);
    }
}
