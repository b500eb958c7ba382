package dev.kiban.fleamarket.traffic;

import dev.kiban.fleamarket.fault.FaultFile;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// One incident after the other: begins each at its time, ends it, and says so.
final class Incidents {
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(6);
    private static final Duration PAUSE = Duration.ofMinutes(40);

    private final FaultFile file;
    private final RandomGenerator random;
    private final ZoneId zone;
    private final Consumer<String> said;
    private Incident next;
    private Optional<Incident> current = Optional.empty();

    Incidents(
            FaultFile file,
            RandomGenerator random,
            ZoneId zone,
            Instant now,
            Consumer<String> said) {
        this.file = file;
        this.random = random;
        this.zone = zone;
        this.said = said;
        this.next = Incident.after(now, FIRST_PAUSE, random);
    }

    /// What comes next, for people.
    String next() {
        return next.text(zone);
    }

    /// Does what is due.
    void tick(Instant now) {
        if (current.isPresent() && !now.isBefore(current.get().fault().until())) {
            end();
            next = Incident.after(now, PAUSE, random);
            said.accept("the incident is over; the next one: " + next());
        }
        if (current.isEmpty() && !now.isBefore(next.start())) {
            current = Optional.of(next);
            file.write(next.fault());
            said.accept("incident: " + next());
        }
    }

    /// Leaves nothing wrong behind.
    void end() {
        current = Optional.empty();
        file.clear();
    }
}
