package dev.kiban.pace;

import dev.kiban.pace.Answer.Pass;
import dev.kiban.pace.Answer.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A pacer in time that passes only when a test says so, and what came of the asks.
final class VirtualPacer {
    private static final long MILLI = 1_000_000;

    /// Long enough that what a new pacer takes for let through has drained.
    private static final long SETTLED = 86_400_000 * MILLI * 30;

    private final Pacer pacer;
    private final long zero;
    private final List<Start> starts = new ArrayList<>();
    private final List<Refused> refusals = new ArrayList<>();
    private long now;

    /// A job that could start.
    record Start(Ask ask, long nanos) {}

    // Somewhere in the long life of a machine, so that nobody counts from 0.
    private static final long BEGUN = -5_000_000_000_123L;

    private VirtualPacer(Pacer pacer, List<PacePlan> plans, long settled) {
        this.pacer = pacer;
        this.pacer.replan(plans, BEGUN);
        this.now = BEGUN + settled;
        this.zero = now;
    }

    private VirtualPacer(Bounds bounds, List<PacePlan> plans, long settled) {
        this(new Pacer(bounds, new Random(7), BEGUN, _ -> {}), plans, settled);
    }

    /// One that has just begun, and has to be told its portion of each pace.
    static VirtualPacer byPortions(PacePlan... plans) {
        Pacer pacer = Pacer.byPortions(Bounds.USUAL, new Random(7), BEGUN, _ -> {});
        return new VirtualPacer(pacer, List.of(plans), 0);
    }

    /// One that has run for long, and is idle.
    static VirtualPacer of(PacePlan... plans) {
        return of(Bounds.USUAL, plans);
    }

    static VirtualPacer of(Bounds bounds, PacePlan... plans) {
        return new VirtualPacer(bounds, List.of(plans), SETTLED);
    }

    /// One that has just begun.
    static VirtualPacer begun(PacePlan... plans) {
        return new VirtualPacer(Bounds.USUAL, List.of(plans), 0);
    }

    Pacer pacer() {
        return pacer;
    }

    long now() {
        return now;
    }

    long nanosAt(long millis) {
        return zero + millis * MILLI;
    }

    /// Whoever passes at once started before those who could because of that.
    Answer ask(Ask ask) {
        int before = starts.size();
        Answer answer = ask(ask, last -> told(ask, last));
        if (answer instanceof Pass) {
            starts.add(before, starts.removeLast());
        }
        return answer;
    }

    /// Tells somebody else what comes of it.
    Answer ask(Ask ask, Waiter waiter) {
        Answer answer = pacer.ask(ask, waiter, now);
        if (answer instanceof Answer.Last last) {
            waiter.told(last);
        }
        return answer;
    }

    /// When it has to be woken.
    long next() {
        return pacer.advance(now);
    }

    void askTimes(int times, Ask ask) {
        for (int i = 0; i < times; i++) {
            ask(ask);
        }
    }

    Answer.Last reserve(Ask ask) {
        return pacer.reserve(ask, now);
    }

    void hangUp(Place place) {
        pacer.hangUp(place, now);
    }

    /// Goes on until then, and wakes the pacer whenever it wants to be.
    void at(long millis) {
        atNanos(nanosAt(millis));
    }

    void atNanos(long nanos) {
        for (long next = pacer.advance(now); next <= nanos; next = pacer.advance(now)) {
            now = Math.max(now, next);
        }
        now = nanos;
        pacer.advance(now);
    }

    /// Goes on until nothing is to come.
    void run() {
        for (long next = pacer.advance(now); next != Pacer.NEVER; next = pacer.advance(now)) {
            now = Math.max(now, next);
        }
    }

    List<Start> starts() {
        return starts;
    }

    List<Long> startsMillis() {
        return starts.stream().map(start -> Math.ceilDiv(start.nanos() - zero, MILLI)).toList();
    }

    long starts(String tenant) {
        return starts.stream().filter(start -> start.ask().tenant().equals(tenant)).count();
    }

    long starts(Priority priority) {
        return starts.stream().filter(start -> start.ask().priority() == priority).count();
    }

    List<Refused> refusals() {
        return refusals;
    }

    private void told(Ask ask, Answer.Last answer) {
        switch (answer) {
            case Pass(_, long turn) -> starts.add(new Start(ask, turn));
            case Refused refused -> refusals.add(refused);
        }
    }
}
