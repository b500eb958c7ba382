package dev.kiban.slo.deliver;

import dev.kiban.slo.Notification;
import dev.kiban.slo.Recipient;
import java.time.Duration;

/// Tells again, a few times and after longer and longer pauses, while the answer is "later".
/// Whoever keeps what was not taken goes on after that.
public final class Retrying implements Recipient {
    private static final int ATTEMPTS = 4;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final int LONGER = 4;

    private final Recipient recipient;
    private final Pause pause;

    /// Waits.
    @FunctionalInterface
    public interface Pause {
        void pause(Duration time) throws InterruptedException;
    }

    public Retrying(Recipient recipient, Pause pause) {
        this.recipient = recipient;
        this.pause = pause;
    }

    @Override
    public Outcome tell(Notification notification) {
        Outcome outcome = recipient.tell(notification);
        Duration next = FIRST_PAUSE;
        for (int attempt = 2; attempt <= ATTEMPTS && outcome instanceof Later; attempt++) {
            try {
                pause.pause(next);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return outcome;
            }
            next = next.multipliedBy(LONGER);
            outcome = recipient.tell(notification);
        }
        return outcome;
    }
}
