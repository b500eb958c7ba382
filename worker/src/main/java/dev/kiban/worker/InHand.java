package dev.kiban.worker;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/// One job, from when it is taken until the queue knows what became of it. Its lock guards who does
/// it, and that the queue is told once.
final class InHand<B> {
    private static final Logger LOG = System.getLogger("dev.kiban.worker");

    private final Taken<B> taken;
    private final Tally tally;
    private @Nullable Thread doer;
    private boolean isCut;
    private boolean isTold;

    InHand(Taken<B> taken, Tally tally) {
        this.taken = taken;
        this.tally = tally;
    }

    /// Does it, in this thread, which may be interrupted meanwhile, and neither before nor after.
    void run(Work<B> work, Trace trace) throws Exception {
        synchronized (this) {
            doer = Thread.currentThread();
        }
        try {
            ScopedValue.where(Trace.CURRENT, trace)
                    .call(
                            () -> {
                                work.run(taken.job());
                                return null;
                            });
        } finally {
            synchronized (this) {
                doer = null;
                boolean _ = Thread.interrupted();
            }
        }
    }

    /// It has to end now.
    synchronized void cut() {
        isCut = true;
        if (doer != null) {
            doer.interrupt();
        }
    }

    synchronized boolean isCut() {
        return isCut;
    }

    void done() {
        tell("done", taken::done, tally.done::increment);
    }

    void failed(Throwable cause) {
        LOG.log(Level.WARNING, "a job failed", cause);
        tell("failed", () -> taken.failed(cause), tally.failed::increment);
    }

    void giveBack() {
        tell("given back", taken::giveBack, tally.givenBack::increment);
    }

    private void tell(String what, Runnable queue, Runnable count) {
        synchronized (this) {
            if (isTold) {
                return;
            }
            isTold = true;
        }
        try {
            queue.run();
            count.run();
        } catch (RuntimeException e) {
            tally.untold.increment();
            LOG.log(Level.WARNING, "the queue could not be told that a job is " + what, e);
        }
    }
}
