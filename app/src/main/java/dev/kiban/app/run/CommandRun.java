package dev.kiban.app.run;

import dev.kiban.app.option.ApiAddress;
import dev.kiban.app.run.News.Signalled;
import dev.kiban.app.run.PaceGate.Entered;
import dev.kiban.app.run.PaceGate.Left;
import dev.kiban.app.run.RunCalls.Busy;
import dev.kiban.app.run.RunCalls.Done;
import dev.kiban.app.run.RunCalls.Held;
import dev.kiban.app.run.RunCalls.NoAnswer;
import dev.kiban.app.run.RunCalls.Refused;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;

/// Runs a command if it may be run.
///
/// A pace is asked first, and the lease begins when it lets the job start. A permit that turns out
/// not to be needed can be given back, but a slot that was begun is run at most once; and nobody is
/// kept from a job by one that waits in a line.
///
/// ```java
/// CommandRun run = new CommandRun(address, terms, policy, err);
/// Signals.handle(List.of("TERM", "INT", "HUP"), run::signalled);
/// System.exit(run.run());
/// ```
public final class CommandRun {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /// How long a question may take before there is a lease.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /// More signals than anybody sends.
    private static final int MAX_NEWS = 1_000;

    private final Scene scene;
    private final RunCalls calls;
    private long answered;

    /// @param api for jobs that have a name
    public CommandRun(ApiAddress api, RunTerms terms, Policy policy, PrintWriter err) {
        long origin = System.nanoTime();
        this.scene =
                new Scene(
                        terms,
                        policy,
                        err,
                        () -> System.nanoTime() - origin,
                        new LinkedBlockingQueue<>(MAX_NEWS));
        this.calls = new RunCalls(api, terms, UUID.randomUUID());
    }

    /// Somebody sends us a signal.
    public void signalled(String name, int number) {
        scene.inbox().offer(new Signalled(name, number));
    }

    /// Runs it.
    ///
    /// @return what the program ends with
    public int run() throws InterruptedException {
        answered = scene.nanos().getAsLong();
        OptionalInt code = OptionalInt.empty();
        while (code.isEmpty()) {
            code =
                    switch (enter()) {
                        case Left(int exit) -> OptionalInt.of(exit);
                        case Entered(Permit permit) ->
                                scene.terms().job().isEmpty()
                                        ? OptionalInt.of(runAlone(permit))
                                        : begin(permit);
                    };
        }
        return code.getAsInt();
    }

    private PaceGate.Entry enter() throws InterruptedException {
        return scene.terms().pace().isPresent()
                ? new PaceGate(new PaceCalls(scene.terms().pace().get()), scene).enter()
                : new Entered(new Permit.None());
    }

    /// A question that got no answer is asked again, with the same permit: perhaps it was
    /// heard, and the lease has begun.
    ///
    /// @return nothing if it is to be tried again
    private OptionalInt begin(Permit permit) throws InterruptedException {
        OptionalInt code = OptionalInt.empty();
        while (code.isEmpty()) {
            long asked = scene.nanos().getAsLong();
            switch (calls.begin(Here.holder(), PATIENCE)) {
                case Held held -> code = OptionalInt.of(tend(held, asked, permit));
                case NoAnswer(String why) -> code = unanswered(why, asked - answered, permit);
                case Busy(String by) -> {
                    permit.giveBack();
                    answered = asked;
                    return busy(by);
                }
                case Done(boolean succeeded, String by) -> {
                    permit.giveBack();
                    code = OptionalInt.of(done(succeeded, by));
                }
                case Refused(String why) -> {
                    permit.giveBack();
                    code = OptionalInt.of(scene.leave(ExitCode.REFUSED, why));
                }
            }
        }
        return code;
    }

    private int tend(Held held, long asked, Permit permit) throws InterruptedException {
        permit.use();
        int code =
                new HeldRun(scene, calls, LeaseWatch.begun(scene.terms().lease(), asked)).run(held);
        permit.done();
        return code;
    }

    private int runAlone(Permit permit) throws InterruptedException {
        permit.use();
        int code =
                new HeldRun(scene, calls, LeaseWatch.endless(scene.nanos().getAsLong())).runAlone();
        permit.done();
        return code;
    }

    private int done(boolean succeeded, String by) {
        return scene.leave(
                succeeded ? ExitCode.DONE : ExitCode.FAILED_BEFORE,
                "not run, as %s was run before: %s%s"
                        .formatted(
                                scene.terms().slot().isEmpty() ? "it" : "this slot",
                                by,
                                succeeded ? "" : " (--retry-failed runs it again)"));
    }

    private OptionalInt busy(String by) throws InterruptedException {
        String why = "another one runs: " + by;
        return switch (scene.policy().whenHeld()) {
            case skip -> OptionalInt.of(scene.leave(ExitCode.DONE, "not run, as " + why));
            case fail -> OptionalInt.of(scene.leave(ExitCode.HELD, "not run, as " + why));
            case wait ->
                    scene.remaining().compareTo(Duration.ZERO) > 0
                            ? scene.pause(PAUSE)
                            : OptionalInt.of(
                                    scene.leave(
                                            ExitCode.HELD,
                                            "not run, as after %d s %s"
                                                    .formatted(
                                                            scene.policy().waiting().toSeconds(),
                                                            why)));
        };
    }

    private OptionalInt unanswered(String why, long since, Permit permit)
            throws InterruptedException {
        if (!scene.isNobody(since)) {
            OptionalInt code = scene.pause(PAUSE);
            if (code.isPresent()) {
                permit.giveBack();
            }
            return code;
        }
        return switch (scene.policy().withoutStore()) {
            case refuse -> {
                permit.giveBack();
                yield OptionalInt.of(
                        scene.leave(
                                ExitCode.UNAVAILABLE,
                                "not run, as nobody can tell whether another one runs: " + why));
            }
            case run -> {
                scene.say("nobody can tell whether another one runs, and it runs without: " + why);
                yield OptionalInt.of(runAlone(permit));
            }
        };
    }
}
