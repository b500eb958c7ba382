package dev.kiban.worker;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// Takes jobs from a queue and does them, each when it may.
///
/// ```java
/// void main() throws Exception {
///     Worker<String> worker =
///             new Worker<>(
///                     queue,
///                     job -> send(job.body()),
///                     WorkerTerms.usual()
///                             .paced(Pace.at("http://localhost:8090/pace/push"))
///                             .concurrency(8));
///     worker.runUntilTerminated();
/// }
/// ```
///
/// When it is told to stop, it takes no more jobs, gives back those that wait for their turn, and
/// waits for those that are being done. A job that takes longer than `grace` is interrupted, and
/// given back. Which of these a queue can promise not to do twice is said by its adapter.
public final class Worker<B> {
    private static final Logger LOG = System.getLogger("dev.kiban.worker");
    private static final Duration BEAT = Duration.ofMillis(500);

    /// A job that was interrupted has so long to clean up.
    private static final Duration LAST_MOMENT = Duration.ofSeconds(2);

    private final JobQueue<B> queue;
    private final WorkerTerms terms;
    private final Surroundings surroundings;
    private final Tally tally;
    private final Slot.Shop<B> shop;
    private final StopSign stop = new StopSign();
    private final StopSign ended = new StopSign();

    public Worker(JobQueue<B> queue, Work<B> work, WorkerTerms terms) {
        this(queue, work, terms, Surroundings.real());
    }

    Worker(JobQueue<B> queue, Work<B> work, WorkerTerms terms, Surroundings surroundings) {
        this.queue = queue;
        this.terms = terms;
        this.surroundings = surroundings;
        this.tally = new Tally(surroundings.clock().instant());
        this.shop =
                new Slot.Shop<>(
                        queue,
                        work,
                        terms.pace().map(pace -> new Gate(pace, terms.patience(), surroundings)),
                        tally,
                        surroundings,
                        new StopSign());
    }

    /// Works until it is told to stop, or has to be recycled. Once.
    ///
    /// To interrupt this thread is to tell it to stop; a second time, to end the grace.
    public Ended run() {
        List<Slot<B>> slots =
                Stream.generate(() -> new Slot<>(shop)).limit(terms.concurrency()).toList();
        StopSign allEnded = new StopSign(slots.size());
        slots.forEach(slot -> start(slot, allEnded));
        try {
            Ended why = watch();
            boolean isInterrupted = Thread.interrupted();
            close(why, slots, allEnded);
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
            LOG.log(Level.INFO, "worker ended: {0}", why);
            return why;
        } finally {
            ended.raise();
        }
    }

    /// As [#run], and stops on SIGTERM or Ctrl-C. The process ends when this has returned and no
    /// other thread of it runs.
    public Ended runUntilTerminated() {
        Thread hook = Thread.ofPlatform().unstarted(this::stopAndWait);
        Runtime.getRuntime().addShutdownHook(hook);
        Ended why = run();
        if (why == Ended.RECYCLED) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
        return why;
    }

    /// Tells it to stop, and returns at once.
    public void stop() {
        stop.raise();
    }

    /// How it does.
    public WorkerReport report() {
        return tally.report(surroundings.clock().instant());
    }

    boolean isClosing() {
        return shop.closing().isRaised();
    }

    private void stopAndWait() {
        stop();
        boolean _ = ended.isRaisedWithin(terms.grace().plus(LAST_MOMENT.multipliedBy(2)));
    }

    private void start(Slot<B> slot, StopSign allEnded) {
        Thread.ofVirtual()
                .name("worker")
                .start(
                        () -> {
                            try {
                                slot.run();
                            } finally {
                                allEnded.raise();
                            }
                        });
    }

    private Ended watch() {
        Recycler recycler = new Recycler(terms.recycling(), surroundings);
        terms.lagSignal().ifPresent(this::tellLag);
        while (!stop.isRaisedWithin(BEAT)) {
            if (recycler.isDue()) {
                return Ended.RECYCLED;
            }
        }
        return Ended.STOPPED;
    }

    private void tellLag(String signal) {
        shop.gate()
                .ifPresent(
                        gate ->
                                new LagTeller(gate, signal, () -> report().lag())
                                        .startUntil(shop.closing()));
    }

    /// A worker that is recycled has time, unless it is told to stop meanwhile.
    private void close(Ended why, List<Slot<B>> slots, StopSign allEnded) {
        shop.closing().raise();
        shop.gate().ifPresent(Gate::shut);
        queue.stopTaking();
        if (why == Ended.RECYCLED) {
            while (!allEnded.isRaisedWithin(BEAT) && !stop.isRaised()) {
                // its jobs take the time that they need
            }
        }
        if (!allEnded.isRaisedWithin(terms.grace())) {
            slots.forEach(Slot::cut);
            if (!allEnded.isRaisedWithin(LAST_MOMENT)) {
                LOG.log(Level.WARNING, "jobs do not end when they are interrupted: given back");
                slots.forEach(Slot::giveUp);
            }
        }
        queue.close();
        shop.gate().ifPresent(Gate::close);
    }
}
