package dev.kiban.app.run;

import dev.kiban.app.run.News.Signalled;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// What all that happens in one `kiban run` shares.
///
/// @param nanos since it began
/// @param inbox of all news
record Scene(
        RunTerms terms,
        Policy policy,
        PrintWriter err,
        LongSupplier nanos,
        BlockingQueue<News> inbox) {
    /// How long nobody may answer before it counts as nobody.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// Tells people.
    void say(String what) {
        err.println("kiban run: %s: %s".formatted(terms.name(), what));
        err.flush();
    }

    /// Tells people, and leaves.
    int leave(int code, String what) {
        say(what);
        return code;
    }

    /// What remains of the time to wait; nothing or less if it is over.
    Duration remaining() {
        return policy.waiting().minusNanos(nanos.getAsLong());
    }

    /// Whether nobody has answered for long enough.
    ///
    /// @param since nanoseconds
    boolean isNobody(long since) {
        boolean waits =
                policy.whenHeld() == Policy.WhenHeld.wait
                        && remaining().compareTo(Duration.ZERO) > 0;
        return !waits && since >= PATIENCE.toNanos();
    }

    /// Waits a while.
    ///
    /// @return an exit code if we are told to stop meanwhile
    OptionalInt pause(Duration length) throws InterruptedException {
        News news = inbox.poll(length.toNanos(), TimeUnit.NANOSECONDS);
        return news instanceof Signalled(_, int number)
                ? OptionalInt.of(ExitCode.SIGNAL + number)
                : OptionalInt.empty();
    }
}
