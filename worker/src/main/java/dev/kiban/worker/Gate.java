package dev.kiban.worker;

import dev.kiban.worker.Told.Later;
import dev.kiban.worker.Told.Left;
import dev.kiban.worker.Told.NoAnswer;
import dev.kiban.worker.Told.Passed;
import dev.kiban.worker.Told.Refused;
import dev.kiban.worker.Told.Unfit;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// Where jobs in hand wait for their turn.
final class Gate implements AutoCloseable {
    private static final Logger LOG = System.getLogger("dev.kiban.worker");
    private static final HexFormat HEX = HexFormat.of();

    /// The least between two asks of one job.
    private static final Duration LEAST_PAUSE = Duration.ofMillis(100);

    /// Who is told to come again in a second does so a little later, by chance.
    private static final double SPREAD = 0.25;

    private final Pace pace;
    private final PaceCalls calls;
    private final Duration patience;
    private final Surroundings surroundings;
    private final StopSign closed = new StopSign();
    private final Absence absence;
    private final AtomicBoolean complains = new AtomicBoolean();

    Gate(Pace pace, Duration patience, Surroundings surroundings) {
        this.pace = pace;
        this.calls = new PaceCalls(pace);
        this.patience = patience;
        this.surroundings = surroundings;
        this.absence = new Absence(pace.whenAway(), surroundings.nanos());
    }

    /// What became of a job that came to the gate.
    sealed interface Entry {
        /// It may start.
        record Entered(Permit permit) implements Entry {}

        /// Not in time.
        record NotNow() implements Entry {}

        /// Never.
        record Never(String why) implements Entry {}
    }

    /// Waits for the turn of a job.
    Entry enter(Job<?> job, Trace trace) {
        long since = surroundings.nanos().getAsLong();
        String key = key();
        Map<String, String> headers = headers(job, trace);
        Backoff backoff = new Backoff(surroundings.random());
        while (!closed.isRaised()) {
            Optional<Duration> local = absence.goOnAfter();
            if (local.isPresent()) {
                return onItsOwn(local.get());
            }
            Duration left = patience.minusNanos(surroundings.nanos().getAsLong() - since);
            if (!left.isPositive()) {
                return new Entry.NotNow();
            }
            Told told = answered(calls.ask(key, headers, shorter(pace.held(), left)));
            if (told instanceof Passed(String permit, Duration lease)) {
                return entered(new Permit.OfPace(calls, permit, lease));
            }
            if (told instanceof Unfit(String why)) {
                return new Entry.Never(why);
            }
            if (closed.isRaisedWithin(shorter(pause(told, backoff), left))) {
                return new Entry.NotNow();
            }
        }
        return new Entry.NotNow();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private Duration pause(Told told, Backoff backoff) {
        return switch (told) {
            case Later(Duration length, _) -> spread(length);
            case NoAnswer _, Refused _ -> backoff.next();
            case Passed _, Unfit _, Left _ -> Duration.ZERO;
        };
    }

    private Entry onItsOwn(Duration turn) {
        return closed.isRaisedWithin(turn)
                ? new Entry.NotNow()
                : new Entry.Entered(new Permit.None());
    }

    /// Tells a signal of the pace.
    void tell(String signal, double value) {
        if (!calls.tell(signal, value)) {
            LOG.log(Level.DEBUG, "signal {0} was not heard by {1}", signal, pace);
        }
    }

    /// Whether nobody answers.
    boolean isAway() {
        return absence.isAway();
    }

    /// Nobody enters any more, and who waits leaves.
    void shut() {
        closed.raise();
        calls.leave();
    }

    @Override
    public void close() {
        shut();
        calls.close();
    }

    /// A permit that comes while all leave is not used.
    private Entry entered(Permit permit) {
        if (closed.isRaised()) {
            permit.giveBack();
            return new Entry.NotNow();
        }
        return new Entry.Entered(permit);
    }

    private Told answered(Told told) {
        switch (told) {
            case Passed _, Later _, Unfit _ -> {
                absence.ends();
                complains.set(false);
            }
            case NoAnswer(String why) -> {
                absence.goesOn();
                complain(why);
            }
            case Refused(String why) -> {
                absence.ends();
                complain(why);
            }
            case Left _ -> {}
        }
        return told;
    }

    /// Once, until it is well again.
    private void complain(String why) {
        if (!complains.getAndSet(true)) {
            LOG.log(Level.WARNING, "no job can start: {0}", why);
        }
    }

    private Duration spread(Duration told) {
        Duration least = told.compareTo(LEAST_PAUSE) < 0 ? LEAST_PAUSE : told;
        return least.plusNanos(
                (long) (least.toNanos() * SPREAD * surroundings.random().nextDouble()));
    }

    private Map<String, String> headers(Job<?> job, Trace trace) {
        Map<String, String> headers = new HashMap<>();
        for (String name : pace.fromJob()) {
            job.header(name).ifPresent(value -> headers.put(name, value));
        }
        headers.put(Trace.TRACEPARENT, trace.traceparent());
        return headers;
    }

    private String key() {
        return HEX.toHexDigits(surroundings.random().nextLong())
                + HEX.toHexDigits(surroundings.random().nextLong());
    }
}
