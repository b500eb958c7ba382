package dev.kiban.pace.portion;

import java.time.Duration;
import java.time.Instant;

class FakePortionsTest extends PortionStoreContract {
    private long nanos;

    @Override
    PortionStore store() {
        return new FakePortions(() -> Instant.EPOCH.plusNanos(++nanos));
    }

    @Override
    void pass(Duration time) {
        nanos += time.toNanos();
    }
}
