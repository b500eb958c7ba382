package dev.kiban.fleamarket.push;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/// How long pushes took, lately. Its lock guards all of it.
final class Pulse {
    private static final long LATELY_NANOS = 2_000_000_000L;
    private static final double NANOS_A_MILLI = 1e6;

    private final LongSupplier nanos;
    private final Deque<Took> lately = new ArrayDeque<>();
    private long sum;

    private record Took(long ended, long length) {}

    Pulse(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /// @param since when it began
    synchronized void took(long since) {
        long now = nanos.getAsLong();
        lately.add(new Took(now, now - since));
        sum += now - since;
        forget(now);
    }

    /// On the average; 0 if there were none.
    synchronized double millis() {
        forget(nanos.getAsLong());
        return lately.isEmpty() ? 0 : sum / (double) lately.size() / NANOS_A_MILLI;
    }

    private void forget(long now) {
        while (!lately.isEmpty() && now - lately.getFirst().ended() > LATELY_NANOS) {
            sum -= lately.removeFirst().length();
        }
    }
}
