package dev.kiban.testkit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Waits for what another thread or process does, without guessing how long that takes: looks again
/// and again until the assertion holds, and fails with its message when [#PATIENCE] is over.
///
/// ```java
/// Eventually.passes(() -> assertThat(lines).contains("hello"));
/// ```
public final class Eventually {
    /// Long enough for a busy machine, and a database that is made there; a test that passes never
    /// waits for it.
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration PAUSE = Duration.ofMillis(2);

    private Eventually() {}

    /// Returns as soon as `assertion` does not throw an [AssertionError].
    public static void passes(Assertion assertion) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                assertion.check();
                return;
            } catch (AssertionError notYet) {
                if (System.nanoTime() - deadline > 0) {
                    throw notYet;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            } catch (Exception e) {
                throw new AssertionError("the assertion could not be checked", e);
            }
        }
    }

    /// Something that holds, or throws an [AssertionError].
    @FunctionalInterface
    public interface Assertion {
        void check() throws Exception;
    }
}
