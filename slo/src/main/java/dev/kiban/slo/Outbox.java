package dev.kiban.slo;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What people are to be told, and who knows what of it. A port.
public interface Outbox {
    /// What stands behind the id of a beginning in the id of its end.
    String END = "/end";

    /// What everybody knows is kept for so long.
    Duration KEPT_TOLD = Duration.ofDays(1);

    /// What somebody could not be told is given up after so long.
    Duration KEPT = Duration.ofDays(30);

    /// Makes a recipient known: from now on it is told what happens, and what fires already. Does
    /// nothing if it is known.
    void welcome(String recipient);

    /// Tells a recipient one notification: the oldest that it is to hear now, the beginning of an
    /// alert before its end. What came of it is written down. Nobody tells it anything meanwhile.
    Step tellNext(String recipient, Instant now, Telling telling);

    /// Forgets some of what is no longer kept; call it now and then. What still fires stays.
    ///
    /// @return how many notifications
    int sweep(Instant now);

    /// Tells, and says what came of it.
    @FunctionalInterface
    interface Telling {
        /// @param attempts how often it was told in vain
        Mark tell(Notification notification, int attempts);
    }

    /// What is written down.
    sealed interface Mark {}

    /// They know.
    ///
    /// @param again when to repeat it if it still fires then
    record Known(Optional<Instant> again) implements Mark {}

    /// They do not know yet.
    ///
    /// @param until when to try again
    record Postponed(Instant until, String why) implements Mark {}

    /// They do not want to know.
    record Refused(String why) implements Mark {}

    /// How far a call came.
    enum Step {
        /// There is nothing to tell now, or another program does it.
        NOTHING,
        /// One was told, or refused.
        SETTLED,
        /// One was told in vain.
        POSTPONED
    }
}
