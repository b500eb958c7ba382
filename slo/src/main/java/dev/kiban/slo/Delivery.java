package dev.kiban.slo;

import dev.kiban.slo.Outbox.Known;
import dev.kiban.slo.Outbox.Mark;
import dev.kiban.slo.Outbox.Postponed;
import dev.kiban.slo.Outbox.Refused;
import dev.kiban.slo.Outbox.Step;
import dev.kiban.slo.Recipient.Later;
import dev.kiban.slo.Recipient.Never;
import dev.kiban.slo.Recipient.Taken;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// Brings what stands in the outbox to everybody, for as long as it takes, with longer and longer
/// pauses. One who cannot be reached holds up nobody else.
///
/// ```java
/// Delivery delivery = new Delivery(outbox, addressees, clock);
/// delivery.round();   // every few seconds
/// ```
public final class Delivery {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    /// After so many doublings the pause is the longest.
    private static final int MAX_DOUBLINGS = 8;

    /// Notifications of a recipient in one round.
    private static final int AT_A_TIME = 100;

    /// A recipient that puts off so many in one round is left alone for the rest of it.
    private static final int PATIENCE = 2;

    private final Outbox outbox;
    private final List<Addressee> addressees;
    private final InstantSource clock;

    /// Makes the addressees known to the outbox.
    public Delivery(Outbox outbox, List<Addressee> addressees, InstantSource clock) {
        this.outbox = outbox;
        this.addressees = List.copyOf(addressees);
        this.clock = clock;
        addressees.forEach(addressee -> outbox.welcome(addressee.name()));
    }

    /// Tells everybody what they are to hear now.
    public void round() {
        addressees.forEach(this::tell);
    }

    private void tell(Addressee addressee) {
        int postponed = 0;
        for (int told = 0; told < AT_A_TIME && postponed < PATIENCE; told++) {
            Step step =
                    outbox.tellNext(
                            addressee.name(),
                            clock.instant(),
                            (notification, attempts) -> tell(addressee, notification, attempts));
            switch (step) {
                case NOTHING -> {
                    return;
                }
                case SETTLED -> {}
                case POSTPONED -> postponed++;
            }
        }
    }

    private Mark tell(Addressee addressee, Notification notification, int attempts) {
        return switch (addressee.recipient().tell(notification)) {
            case Taken _ -> new Known(addressee.repeat().map(pause -> clock.instant().plus(pause)));
            case Later(String why) -> new Postponed(nextTry(attempts), why);
            case Never(String why) -> new Refused(why);
        };
    }

    private Instant nextTry(int attempts) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts, MAX_DOUBLINGS));
        return clock.instant().plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
    }
}
