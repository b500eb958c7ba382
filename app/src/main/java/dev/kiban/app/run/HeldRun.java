package dev.kiban.app.run;

import dev.kiban.app.run.LeaseWatch.Kill;
import dev.kiban.app.run.LeaseWatch.Renew;
import dev.kiban.app.run.LeaseWatch.Rest;
import dev.kiban.app.run.LeaseWatch.Stop;
import dev.kiban.app.run.News.Exited;
import dev.kiban.app.run.News.PermitTold;
import dev.kiban.app.run.News.RenewalTold;
import dev.kiban.app.run.News.Signalled;
import dev.kiban.app.run.RunCalls.Busy;
import dev.kiban.app.run.RunCalls.Done;
import dev.kiban.app.run.RunCalls.Held;
import dev.kiban.app.run.RunCalls.NoAnswer;
import dev.kiban.app.run.RunCalls.Refused;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/// Tends a command while it runs: one thread is told all news, and does all that is done.
final class HeldRun {
    /// A command that was killed ends soon.
    private static final Duration AFTER_KILL = Duration.ofSeconds(1);

    /// How long the end is told to somebody who does not answer.
    private static final Duration TELLING = Duration.ofSeconds(30);

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final long NEVER = Long.MAX_VALUE;

    private final Scene scene;
    private final RunCalls calls;
    private LeaseWatch watch;
    private long killAt = NEVER;
    private boolean isLost;
    private String trouble = "";

    HeldRun(Scene scene, RunCalls calls, LeaseWatch watch) {
        this.scene = scene;
        this.calls = calls;
        this.watch = watch;
    }

    /// Runs it, and says how it ended.
    ///
    /// @return what the program ends with
    int run(Held held) throws InterruptedException {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("KIBAN_JOB", scene.terms().job());
        environment.put("KIBAN_FENCE", held.fence());
        environment.put("KIBAN_SLOT", held.slot());
        try {
            Child child = Child.start(scene.terms().command(), environment);
            Sentry sentry = child.sentry();
            int code = tend(child, Optional.of(sentry));
            sentry.end();
            isLost |= code == ExitCode.KILLED && scene.nanos().getAsLong() >= watch.killAt();
            tell(code, child.lastWords());
            return isLost ? ExitCode.LEASE_LOST : code;
        } catch (IOException e) {
            String why = "cannot start it: " + e.getMessage();
            scene.say(why);
            tell(ExitCode.NO_COMMAND, why);
            return ExitCode.NO_COMMAND;
        }
    }

    /// Runs it without anybody else knowing.
    int runAlone() throws InterruptedException {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("KIBAN_JOB", scene.terms().job());
        environment.put("KIBAN_SLOT", scene.terms().slot());
        try {
            Child child = Child.start(scene.terms().command(), environment);
            int code = tend(child, Optional.empty());
            child.lastWords();
            return code;
        } catch (IOException e) {
            scene.say("cannot start it: " + e.getMessage());
            return ExitCode.NO_COMMAND;
        }
    }

    private int tend(Child child, Optional<Sentry> sentry) throws InterruptedException {
        child.onExit(code -> scene.inbox().add(new Exited(code)));
        sentry.ifPresent(this::stand);
        OptionalInt code = OptionalInt.empty();
        while (code.isEmpty()) {
            News news = scene.inbox().poll(act(child), TimeUnit.NANOSECONDS);
            switch (news) {
                case Exited(int exit) -> code = OptionalInt.of(exit);
                case Signalled(String name, _) -> stop(child, name, scene.policy().grace());
                case RenewalTold(long asked, RunCalls.Told told) -> {
                    renewal(asked, told);
                    sentry.filter(_ -> told instanceof Held).ifPresent(this::stand);
                }
                case PermitTold _ -> {} // of a question that was given up
                case null -> {} // time has passed
            }
        }
        return code.getAsInt();
    }

    private void stand(Sentry sentry) {
        sentry.killsIn(Duration.ofNanos(watch.killAt() - scene.nanos().getAsLong()));
    }

    /// @return nanoseconds until there is something to do again
    private long act(Child child) {
        long now = scene.nanos().getAsLong();
        LeaseWatch.Step step = now >= killAt ? new Kill() : watch.decide(now);
        return switch (step) {
            case Rest(long rest) -> Math.min(rest, killAt - now);
            case Renew _ -> {
                askForMore(now);
                yield 0;
            }
            case Stop _ -> {
                if (!isLost) {
                    isLost = true;
                    scene.say("its lease cannot be renewed: it is told to stop");
                    stop(child, "TERM", scene.policy().grace());
                }
                yield Math.min(watch.killAt(), killAt) - now;
            }
            case Kill _ -> {
                child.kill();
                if (!isLost && now >= watch.killAt()) {
                    isLost = true;
                    scene.say("its lease cannot be renewed: it is killed");
                }
                yield AFTER_KILL.toNanos();
            }
        };
    }

    private void askForMore(long now) {
        watch = watch.trying(now);
        Duration patience = watch.patience();
        Thread.ofPlatform()
                .daemon()
                .start(() -> scene.inbox().add(new RenewalTold(now, calls.renew(patience))));
    }

    private void renewal(long asked, RunCalls.Told told) {
        switch (told) {
            case Held _ -> {
                watch = watch.renewed(asked);
                trouble = "";
            }
            case NoAnswer(String why) -> troubled(why);
            case Refused(String why) -> troubled(why);
            case Busy(String by) -> lost(by);
            case Done(_, String by) -> lost(by);
        }
    }

    private void troubled(String why) {
        watch = watch.failed(scene.nanos().getAsLong());
        if (trouble.isEmpty()) {
            scene.say("its lease is not renewed yet: " + why);
        }
        trouble = why;
    }

    private void lost(String run) {
        if (!isLost) {
            isLost = true;
            scene.say("its lease is lost, it is killed: " + run);
            killAt = scene.nanos().getAsLong();
        }
    }

    private void stop(Child child, String signal, Duration grace) {
        killAt = Math.min(killAt, scene.nanos().getAsLong() + grace.toNanos());
        child.signal(signal);
    }

    private void tell(int code, String tail) throws InterruptedException {
        long from = scene.nanos().getAsLong();
        while (calls.end(code, tail, PATIENCE) instanceof NoAnswer(String why)) {
            if (scene.nanos().getAsLong() - from > TELLING.toNanos()) {
                scene.say("it ended with %d, and nobody could be told: %s".formatted(code, why));
                return;
            }
            Thread.sleep(PAUSE);
        }
    }
}
