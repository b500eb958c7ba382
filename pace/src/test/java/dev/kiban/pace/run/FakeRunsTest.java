package dev.kiban.pace.run;

import java.time.Duration;
import java.time.Instant;

class FakeRunsTest extends RunStoreContract {
    private Instant now = Instant.parse("2026-11-21T03:00:00Z");
    private final FakeRuns store = new FakeRuns(() -> now);

    @Override
    RunStore store() {
        return store;
    }

    @Override
    void endLeases() {
        pass(Duration.ofSeconds(30));
    }

    @Override
    void pass(Duration time) {
        now = now.plus(time);
    }
}
