package dev.kiban.pace.run;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Runs in memory, by the same contract as those in PostgreSQL.
final class FakeRuns implements RunStore {
    private static final Comparator<Run> BEST =
            Comparator.comparing(Run::succeeded).thenComparingLong(Run::fence);

    private final InstantSource clock;
    private final Map<Job, Map<Long, Run>> runs = new HashMap<>();
    private final List<Run> told = new ArrayList<>();
    private final Map<Job, Overdue> expected = new HashMap<>();

    FakeRuns(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized <T> T inTurn(About about, Turn<T> turn) {
        Decided<T> decided =
                turn.decide(
                        known(about, runs.getOrDefault(about.job(), Map.of())), clock.instant());
        decided.changed().forEach(this::put);
        return decided.answer();
    }

    private static Known known(About about, Map<Long, Run> ofJob) {
        List<Run> all =
                ofJob.values().stream().sorted(Comparator.comparingLong(Run::fence)).toList();
        return new Known(
                all.isEmpty() ? 0 : all.getLast().fence(),
                all.stream().filter(run -> run.state() instanceof Run.Running).toList(),
                all.stream().filter(run -> run.terms().ask().equals(about.ask())).findFirst(),
                all.stream()
                        .filter(_ -> about.slot().isPresent())
                        .filter(run -> run.terms().slot().equals(about.slot()))
                        .max(BEST));
    }

    @Override
    public synchronized List<Run> find(Search search) {
        return all().stream()
                .filter(
                        run ->
                                search.teams().isEmpty()
                                        || search.teams().contains(run.job().team()))
                .filter(run -> search.job().map(run.job().name()::equals).orElse(true))
                .sorted(Comparator.comparing(Run::began).thenComparingLong(Run::fence).reversed())
                .limit(search.limit())
                .toList();
    }

    @Override
    public synchronized List<Run> lost(int most) {
        Instant now = clock.instant();
        all().stream()
                .filter(run -> run.state() instanceof Run.Running && !run.isHeldAt(now))
                .map(run -> run.in(new Run.Lost()))
                .forEach(this::put);
        return all().stream()
                .filter(run -> run.state() instanceof Run.Lost && !told.contains(run))
                .limit(most)
                .toList();
    }

    @Override
    public synchronized void told(Run run) {
        told.add(run);
    }

    @Override
    public synchronized void expect(Job job, Expectation expectation) {
        switch (expectation) {
            case Expectation.AsBefore _ -> {}
            case Expectation.Within(Duration time) ->
                    expected.merge(
                            job,
                            new Overdue(job, clock.instant(), time),
                            (before, now) -> new Overdue(job, before.since(), now.within()));
            case Expectation.NoMore _ -> expected.remove(job);
        }
    }

    @Override
    public synchronized List<Overdue> overdue(int most) {
        return expected.values().stream()
                .map(job -> new Overdue(job.job(), since(job.job(), job.since()), job.within()))
                .filter(job -> job.due().isBefore(clock.instant()))
                .sorted(Comparator.comparing(Overdue::since))
                .limit(most)
                .toList();
    }

    private Instant since(Job job, Instant expected) {
        return runs.getOrDefault(job, Map.of()).values().stream()
                .filter(Run::succeeded)
                .map(run -> run.state() instanceof Run.Ended(Instant at, _, _) ? at : expected)
                .filter(expected::isBefore)
                .max(Comparator.naturalOrder())
                .orElse(expected);
    }

    @Override
    public void sweep() {}

    private void put(Run run) {
        runs.computeIfAbsent(run.job(), _ -> new HashMap<>()).put(run.fence(), run);
    }

    private List<Run> all() {
        return runs.values().stream().flatMap(ofJob -> ofJob.values().stream()).toList();
    }

    Optional<Run> run(Job job, long fence) {
        return all().stream()
                .filter(run -> run.job().equals(job) && run.fence() == fence)
                .findFirst();
    }
}
