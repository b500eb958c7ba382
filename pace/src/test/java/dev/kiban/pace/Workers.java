package dev.kiban.pace;

import dev.kiban.pace.Answer.Pass;
import dev.kiban.pace.Answer.Refused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/// Workers that do jobs, each one after another, and ask before each: they are held until their
/// turn. Whoever is refused asks again after a while.
final class Workers {
    private static final long MILLI = 1_000_000;

    private final VirtualPacer pacer;
    private final Ask ask;
    private final long service;
    private final long retry;
    private final long begun;
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(
                    Comparator.comparingLong(Event::nanos).thenComparingLong(Event::number));
    private final List<Long> starts = new ArrayList<>();
    private long numbers;
    private int taken;
    private long finish;
    private long refused;
    private long waited;

    /// A worker asks.
    private record Event(long nanos, long number) {}

    Workers(VirtualPacer pacer, Ask ask, Duration service, Duration retry) {
        this.pacer = pacer;
        this.ask = ask;
        this.service = service.toNanos();
        this.retry = retry.toNanos();
        this.begun = pacer.now();
    }

    /// Does so many jobs; who has been let in does one, sooner or later.
    void work(int workers, int jobs) {
        for (int i = 0; i < workers; i++) {
            asksAt(begun);
        }
        while (starts.size() < jobs) {
            long turn = pacer.next();
            if (events.isEmpty() || turn <= events.element().nanos()) {
                pacer.atNanos(turn);
            } else {
                Event event = events.remove();
                pacer.atNanos(event.nanos());
                if (taken < jobs) {
                    ask(event.nanos());
                }
            }
        }
    }

    private void ask(long now) {
        switch (pacer.ask(ask, answer -> told(answer, now))) {
            case Pass _, Answer.Waits _ -> taken++;
            case Refused _ -> {}
        }
    }

    private void told(Answer.Last answer, long asked) {
        switch (answer) {
            case Pass(_, long turn) -> {
                starts.add((turn - begun) / MILLI);
                waited += (turn - asked) / MILLI;
                finish = Math.max(finish, turn + service);
                asksAt(turn + service);
            }
            case Refused _ -> {
                refused++;
                asksAt(asked + retry);
            }
        }
    }

    private void asksAt(long nanos) {
        events.add(new Event(nanos, numbers++));
    }

    List<Long> startsMillis() {
        return starts;
    }

    long finishMillis() {
        return (finish - begun) / MILLI;
    }

    long refused() {
        return refused;
    }

    long waitedMillis() {
        return waited;
    }
}
