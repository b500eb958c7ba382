package dev.kiban.app.run;

import dev.kiban.kernel.JobName;
import dev.kiban.kernel.TeamName;
import dev.kiban.pace.run.Job;
import dev.kiban.pace.run.Run;
import dev.kiban.pace.run.RunBook;
import dev.kiban.pace.run.RunNews;
import dev.kiban.pace.run.Wish;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/// Two environments that have the same cron job, a network that is late, loses things and is cut,
/// machines that crash and stand still, clocks that run at speeds of their own, and what the job
/// writes to.
///
/// All of it follows from the seed.
final class SimulatedWorld {
    static final long SECOND = 1_000_000_000L;
    static final Job JOB = new Job(new TeamName("shop-team"), new JobName("nightly"));

    private static final Instant START = Instant.parse("2026-11-21T03:00:00Z");
    private static final long SLOT_PERIOD = 8 * SECOND;

    /// Clocks differ in speed by so much; the margin of a lease covers it.
    static final double DRIFT = 0.02;

    private static final double SKEW_SECONDS = 8;

    final SplittableRandom dice;
    final RunBook book;

    /// What the commands wrote, in true order.
    final List<Write> writes = new ArrayList<>();

    /// What is wrong.
    final List<String> wrongs = new ArrayList<>();

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(
                    Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
    private final List<SimulatedRun> begun = new ArrayList<>();
    private final double drift;
    private final double storeSpeed;
    private final boolean fair;
    private long now;
    private long numbers;
    private long steps;
    private long largestFence;
    private long largestWritten;

    /// @param accepted whether the store that is written to had not seen a larger fence
    record Write(String slot, long fence, boolean accepted) {}

    private record Event(long at, long number, Runnable action) {}

    /// @param fair whether nothing stands still: then no write is ever too late
    /// @param drift how much the speeds of clocks differ
    SimulatedWorld(long seed, boolean fair, double drift) {
        this.drift = drift;
        this.dice = new SplittableRandom(seed);
        this.fair = fair;
        this.storeSpeed = speed();
        this.book =
                new RunBook(
                        new SimulatedStore(() -> START.plusNanos((long) (now * storeSpeed))),
                        new Silence());
    }

    /// Lets both environments run so many slots.
    SimulatedWorld run(int slots) {
        for (int slot = 0; slot < slots; slot++) {
            for (int environment = 0; environment < 2; environment++) {
                long due = (long) (slot * SLOT_PERIOD + SECOND * dice.nextDouble(0, SKEW_SECONDS));
                SimulatedRun run =
                        new SimulatedRun(this, "slot-" + slot, speed(), dice.nextInt(3) > 0);
                at(due, run::begin);
                trouble(due, run);
            }
        }
        while (!events.isEmpty()) {
            Event event = events.remove();
            now = event.at();
            steps++;
            event.action().run();
        }
        return this;
    }

    private void trouble(long due, SimulatedRun run) {
        long when = due + (long) (SECOND * dice.nextDouble(0, 15));
        long length = (long) (SECOND * dice.nextDouble(0, 12));
        switch (dice.nextInt(6)) {
            case 0 -> at(when, run::crash);
            case 1 -> at(when, () -> run.cutOff(now + length));
            case 2 -> {
                if (!fair) {
                    at(when, () -> run.standStill(now + length));
                }
            }
            default -> {}
        }
    }

    long now() {
        return now;
    }

    long steps() {
        return steps;
    }

    void at(long when, Runnable action) {
        events.add(new Event(when, numbers++, action));
    }

    /// A message between a machine and the API arrives late, or never.
    void send(SimulatedRun run, Runnable arrival) {
        if (dice.nextInt(20) != 0 && !run.isCutOff()) {
            long late = dice.nextInt(10) == 0 ? 2 * SECOND : SECOND / 20;
            at(now + dice.nextLong(late), arrival);
        }
    }

    /// A command starts: no other one may be at work.
    void started(SimulatedRun run, long fence) {
        for (SimulatedRun other : begun) {
            if (other.isAtWork()) {
                wrongs.add("%s starts while %s is at work".formatted(run, other));
            }
            if (other.slot().equals(run.slot())) {
                wrongs.add("%s is run twice".formatted(run.slot()));
            }
        }
        if (fence <= largestFence) {
            wrongs.add("the fence %d comes after %d".formatted(fence, largestFence));
        }
        largestFence = fence;
        begun.add(run);
    }

    /// A command writes: what it writes to refuses whoever is too late.
    void write(SimulatedRun run, long fence) {
        boolean accepted = fence >= largestWritten;
        largestWritten = Math.max(largestWritten, fence);
        writes.add(new Write(run.slot(), fence, accepted));
        if (!accepted && !run.hasStoodStill()) {
            wrongs.add("%s writes too late, and has not stood still".formatted(run));
        }
    }

    int begun() {
        return begun.size();
    }

    private double speed() {
        return 1 + dice.nextDouble(-drift, drift);
    }

    private record Silence() implements RunNews {
        @Override
        public void began(Run run, Wish wish) {}

        @Override
        public void ended(Run run) {}

        @Override
        public void lost(Run run) {}
    }
}
