package dev.kiban.pace;

import dev.kiban.pace.Answer.Pass;
import dev.kiban.pace.Answer.Refused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/// Workers that do jobs, each one after another, and ask before each. Whoever is refused asks again
/// after a while.
final class Workers {
    private final VirtualPacer pacer;
    private final Ask ask;
    private final long serviceMillis;
    private final long retryMillis;
    private final long begun;
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(
                    Comparator.comparingLong(Event::millis).thenComparingLong(Event::number));
    private final List<Long> starts = new ArrayList<>();
    private long numbers;
    private long finish;
    private long refused;
    private long waited;

    /// A worker asks.
    private record Event(long millis, long number) {}

    Workers(VirtualPacer pacer, Ask ask, Duration service, Duration retry) {
        this.pacer = pacer;
        this.ask = ask;
        this.serviceMillis = service.toMillis();
        this.retryMillis = retry.toMillis();
        this.begun = pacer.now();
    }

    /// Does so many jobs.
    void work(int workers, int jobs) {
        for (int i = 0; i < workers; i++) {
            asksAt(0);
        }
        while (starts.size() < jobs) {
            Event event = events.remove();
            pacer.at(event.millis());
            switch (pacer.reserve(ask)) {
                case Pass(_, long turn) -> start(event.millis(), (turn - begun) / 1_000_000);
                case Refused _ -> {
                    refused++;
                    asksAt(event.millis() + retryMillis);
                }
            }
        }
    }

    private void start(long asked, long started) {
        starts.add(started);
        waited += started - asked;
        finish = Math.max(finish, started + serviceMillis);
        asksAt(started + serviceMillis);
    }

    private void asksAt(long millis) {
        events.add(new Event(millis, numbers++));
    }

    List<Long> startsMillis() {
        return starts;
    }

    long finishMillis() {
        return finish;
    }

    long refused() {
        return refused;
    }

    long waitedMillis() {
        return waited;
    }
}
