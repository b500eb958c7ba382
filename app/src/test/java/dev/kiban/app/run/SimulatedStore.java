package dev.kiban.app.run;

import dev.kiban.pace.run.Expectation;
import dev.kiban.pace.run.Job;
import dev.kiban.pace.run.Overdue;
import dev.kiban.pace.run.Run;
import dev.kiban.pace.run.RunStore;
import dev.kiban.pace.run.Search;
import dev.kiban.pace.run.Slot;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/// The runs of one job, by a clock of its own.
final class SimulatedStore implements RunStore {
    private final InstantSource clock;
    private final TreeMap<Long, Run> runs = new TreeMap<>();
    private final TreeMap<Long, Run> running = new TreeMap<>();
    private final Map<UUID, Run> ofAsk = new HashMap<>();
    private final Map<Optional<Slot>, Run> ofSlot = new HashMap<>();

    SimulatedStore(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public <T> T inTurn(About about, Turn<T> turn) {
        Known known =
                new Known(
                        runs.isEmpty() ? 0 : runs.lastKey(),
                        List.copyOf(running.values()),
                        Optional.ofNullable(ofAsk.get(about.ask())),
                        Optional.ofNullable(ofSlot.get(about.slot())));
        Decided<T> decided = turn.decide(known, clock.instant());
        decided.changed().forEach(this::put);
        return decided.answer();
    }

    private void put(Run run) {
        runs.put(run.fence(), run);
        ofAsk.put(run.terms().ask(), run);
        ofSlot.put(run.terms().slot(), run);
        running.remove(run.fence());
        if (run.state() instanceof Run.Running) {
            running.put(run.fence(), run);
        }
    }

    @Override
    public List<Run> find(Search search) {
        return List.copyOf(runs.values());
    }

    @Override
    public void expect(Job job, Expectation expectation) {}

    @Override
    public List<Overdue> overdue(int most) {
        return List.of();
    }

    @Override
    public List<Run> lost(int most) {
        Instant now = clock.instant();
        return runs.values().stream().filter(run -> !run.isHeldAt(now)).limit(most).toList();
    }

    @Override
    public void told(Run run) {}

    @Override
    public void sweep() {}
}
