package dev.kiban.app.run;

import static dev.kiban.app.run.SimulatedWorld.JOB;
import static dev.kiban.app.run.SimulatedWorld.SECOND;

import dev.kiban.app.run.LeaseWatch.Kill;
import dev.kiban.app.run.LeaseWatch.Renew;
import dev.kiban.app.run.LeaseWatch.Rest;
import dev.kiban.app.run.LeaseWatch.Stop;
import dev.kiban.pace.run.Holder;
import dev.kiban.pace.run.Overlap;
import dev.kiban.pace.run.RunBook.Beginning;
import dev.kiban.pace.run.RunBook.Busy;
import dev.kiban.pace.run.RunBook.Done;
import dev.kiban.pace.run.RunBook.Held;
import dev.kiban.pace.run.RunBook.Renewal;
import dev.kiban.pace.run.RunBook.Renewed;
import dev.kiban.pace.run.Slot;
import dev.kiban.pace.run.Terms;
import dev.kiban.pace.run.Wish;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/// One `kiban run` of one environment and its command, on a machine of their own: it begins, renews
/// and stops by the rules of the real one.
final class SimulatedRun {
    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final long AGAIN = SECOND;
    private static final int MOST_TRIES = 20;

    /// Between a computer's standing still and its wakening, threads wake in any order.
    private static final long DROWSY = SECOND / 20;

    private final SimulatedWorld world;
    private final String slot;
    private final double speed;
    private final boolean waits;
    private final Wish wish;
    private final boolean isDeaf;
    private final long work;
    private Optional<LeaseWatch> watch = Optional.empty();
    private boolean crashed;
    private boolean working;
    private boolean stopped;
    private long fence;
    private long stillUntil;
    private long cutUntil;
    private int tries;

    SimulatedRun(SimulatedWorld world, String slot, double speed, boolean waits) {
        this.world = world;
        this.slot = slot;
        this.speed = speed;
        this.waits = waits;
        this.isDeaf = world.dice.nextBoolean();
        this.work = (long) (SECOND * world.dice.nextDouble(0.1, 15));
        Terms terms =
                new Terms(
                        new UUID(world.dice.nextLong(), world.dice.nextLong()),
                        Optional.of(new Slot(slot)),
                        Overlap.NOTHING,
                        LEASE,
                        new Holder("here", "shop-team/ci"));
        this.wish = new Wish(JOB, terms, new Wish.Never());
    }

    String slot() {
        return slot;
    }

    boolean hasStoodStill() {
        return stillUntil > 0;
    }

    /// Whether its command does anything now. One that stands still does not, and one that has just
    /// woken is being killed.
    boolean isAtWork() {
        return working && !crashed && world.now() > stillUntil + DROWSY;
    }

    void crash() {
        crashed = true;
        working = false;
    }

    void standStill(long until) {
        stillUntil = until;
    }

    boolean isCutOff() {
        return world.now() < cutUntil;
    }

    void cutOff(long until) {
        cutUntil = until;
    }

    void begin() {
        here(
                () -> {
                    long asked = local();
                    int attempt = ++tries;
                    world.send(
                            this,
                            () -> {
                                Beginning answer = world.book.begin(wish);
                                world.send(this, () -> here(() -> begun(answer, asked, attempt)));
                            });
                    world.at(world.now() + 5 * AGAIN, () -> here(() -> beginAgain(attempt)));
                });
    }

    private void beginAgain(int attempt) {
        if (watch.isEmpty() && tries == attempt && tries < MOST_TRIES) {
            begin();
        }
    }

    private void begun(Beginning answer, long asked, int attempt) {
        if (tries != attempt || watch.isPresent()) {
            return; // it was given up
        }
        switch (answer) {
            case Held(var run) -> {
                watch = Optional.of(LeaseWatch.begun(LEASE, asked));
                fence = run.fence();
                if (!(watch.get().decide(local()) instanceof Kill)) {
                    start();
                }
            }
            case Busy _ -> {
                if (waits && tries < MOST_TRIES) {
                    world.at(world.now() + AGAIN, this::begin);
                }
            }
            case Done _ -> tries = MOST_TRIES;
        }
    }

    private void start() {
        working = true;
        world.started(this, fence);
        world.at(world.now() + work, () -> here(this::end));
        write();
        act();
    }

    private void end() {
        if (working) {
            working = false;
            tell(0);
        }
    }

    private void tell(int tried) {
        world.send(this, () -> world.book.end(JOB, wish.terms().ask(), 0, ""));
        if (tried < 3) {
            world.at(world.now() + AGAIN, () -> here(() -> tell(tried + 1)));
        }
    }

    private void write() {
        if (working) {
            world.write(this, fence);
            world.at(world.now() + SECOND / 4, () -> here(this::write));
        }
    }

    private void act() {
        if (!working) {
            return;
        }
        LeaseWatch lease = watch.orElseThrow();
        switch (lease.decide(local())) {
            case Rest(long nanos) -> actIn(nanos);
            case Renew _ -> {
                renew(local());
                watch = Optional.of(lease.trying(local()));
                actIn(0);
            }
            case Stop _ -> {
                if (!stopped && !isDeaf) {
                    world.at(world.now() + SECOND / 10, () -> here(this::end));
                }
                stopped = true;
                actIn(lease.killAt() - local());
            }
            case Kill _ -> end();
        }
    }

    private void renew(long asked) {
        world.send(
                this,
                () -> {
                    Renewal answer = world.book.renew(JOB, wish.terms().ask());
                    world.send(this, () -> here(() -> renewed(answer, asked)));
                });
    }

    private void renewed(Renewal answer, long asked) {
        if (answer instanceof Renewed) {
            watch = Optional.of(watch.orElseThrow().renewed(asked));
            return;
        }
        end();
    }

    private void actIn(long nanos) {
        world.at(world.now() + 1 + (long) (nanos / speed), () -> here(this::act));
    }

    private long local() {
        return (long) (world.now() * speed);
    }

    /// What happens on a machine happens when it is awake.
    private void here(Runnable action) {
        if (crashed) {
            return;
        }
        if (world.now() < stillUntil) {
            world.at(stillUntil + world.dice.nextLong(DROWSY), () -> here(action));
            return;
        }
        action.run();
    }

    @Override
    public String toString() {
        return "%s with %d at %.3f s".formatted(slot, fence, world.now() / (double) SECOND);
    }
}
