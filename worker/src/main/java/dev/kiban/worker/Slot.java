package dev.kiban.worker;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One thread of a worker: takes a job, waits for its turn, does it, and takes the next one.
///
/// It asks when it has the job in hand, not before: a permit without a job would be a start in
/// store, and a fleet that waits for jobs would begin with a burst. And what a job is, its headers
/// say.
final class Slot<B> implements Runnable {
    private static final Logger LOG = System.getLogger("dev.kiban.worker");

    /// So long it takes to notice that it is to stop.
    private static final Duration TAKING = Duration.ofSeconds(1);

    private final Shop<B> shop;
    private final Backoff backoff;
    private volatile @Nullable InHand<B> hand;

    Slot(Shop<B> shop) {
        this.shop = shop;
        this.backoff = new Backoff(shop.surroundings().random());
    }

    /// What all slots of a worker share.
    ///
    /// @param gate empty if nobody is asked
    /// @param closing no more jobs are taken
    record Shop<B>(
            JobQueue<B> queue,
            Work<B> work,
            Optional<Gate> gate,
            Tally tally,
            Surroundings surroundings,
            StopSign closing) {}

    @Override
    public void run() {
        while (!shop.closing().isRaised()) {
            take().ifPresent(this::handle);
        }
    }

    /// The job in hand has to end now.
    void cut() {
        InHand<B> now = hand;
        if (now != null) {
            now.cut();
        }
    }

    /// The job in hand does not end: somebody else gets it.
    void giveUp() {
        InHand<B> now = hand;
        if (now != null) {
            now.giveBack();
        }
    }

    private Optional<Taken<B>> take() {
        try {
            Optional<Taken<B>> taken = shop.queue().take(TAKING);
            backoff.reset();
            if (taken.isEmpty()) {
                shop.tally().nothingCame();
            }
            return taken;
        } catch (RuntimeException e) {
            Duration pause = backoff.next();
            LOG.log(Level.WARNING, "no job can be taken; again in " + pause, e);
            boolean _ = shop.closing().isRaisedWithin(pause);
            return Optional.empty();
        }
    }

    private void handle(Taken<B> taken) {
        Job<B> job = taken.job();
        shop.tally().came(job.enqueuedAt(), shop.surroundings().clock().instant());
        InHand<B> inHand = new InHand<>(taken, shop.tally());
        hand = inHand;
        try {
            if (shop.closing().isRaised()) {
                inHand.giveBack();
                return;
            }
            Trace trace = Trace.of(job, shop.surroundings().random());
            switch (enter(job, trace)) {
                case Gate.Entry.Entered(Permit permit) -> run(inHand, permit, trace);
                case Gate.Entry.NotNow _ -> inHand.giveBack();
                case Gate.Entry.Never(String why) ->
                        inHand.failed(new IllegalArgumentException(why));
            }
        } finally {
            hand = null;
        }
    }

    private Gate.Entry enter(Job<B> job, Trace trace) {
        if (shop.gate().isEmpty()) {
            return new Gate.Entry.Entered(new Permit.None());
        }
        shop.tally().waiting.incrementAndGet();
        try {
            return shop.gate().get().enter(job, trace);
        } finally {
            shop.tally().waiting.decrementAndGet();
        }
    }

    private void run(InHand<B> inHand, Permit permit, Trace trace) {
        shop.tally().running.incrementAndGet();
        try (Permit.Running _ = permit.start()) {
            inHand.run(shop.work(), trace);
            inHand.done();
        } catch (Throwable e) { // whatever other people's code throws
            if (inHand.isCut()) {
                inHand.giveBack();
            } else {
                inHand.failed(e);
            }
        } finally {
            shop.tally().running.decrementAndGet();
        }
    }
}
