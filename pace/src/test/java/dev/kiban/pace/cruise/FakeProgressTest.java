package dev.kiban.pace.cruise;

import java.time.Duration;
import java.time.Instant;

class FakeProgressTest extends ProgressStoreContract {
    private Instant now = Instant.parse("2026-11-23T12:00:00Z");

    @Override
    ProgressStore store() {
        return new FakeProgress(() -> now);
    }

    @Override
    void pass(Duration time) {
        now = now.plus(time);
    }
}
