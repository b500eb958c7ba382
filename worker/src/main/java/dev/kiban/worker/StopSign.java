package dev.kiban.worker;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Says once that something is over, and lets others wait for it.
final class StopSign {
    private final CountDownLatch latch;

    StopSign() {
        this(1);
    }

    /// @param many by so many it has to be raised
    StopSign(int many) {
        this.latch = new CountDownLatch(many);
    }

    void raise() {
        latch.countDown();
    }

    boolean isRaised() {
        return latch.getCount() == 0;
    }

    /// Waits a while. Whoever is interrupted meanwhile waits no longer.
    boolean isRaisedWithin(Duration atMost) {
        try {
            return latch.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
