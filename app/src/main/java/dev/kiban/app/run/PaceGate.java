package dev.kiban.app.run;

import dev.kiban.app.run.News.PermitTold;
import dev.kiban.app.run.News.Signalled;
import dev.kiban.app.run.PaceCalls.Later;
import dev.kiban.app.run.PaceCalls.NoAnswer;
import dev.kiban.app.run.PaceCalls.Passed;
import dev.kiban.app.run.PaceCalls.Refused;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/// Waits until a pace lets a job start.
final class PaceGate {
    /// A caller is held for as long as the pace says; one that is held for longer asks again.
    private static final Duration HELD = Duration.ofMinutes(5);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final PaceCalls calls;
    private final Scene scene;

    PaceGate(PaceCalls calls, Scene scene) {
        this.calls = calls;
        this.scene = scene;
    }

    /// What became of it.
    sealed interface Entry {}

    /// The job may start.
    record Entered(Permit permit) implements Entry {}

    /// It does not.
    ///
    /// @param code what the program ends with
    record Left(int code) implements Entry {}

    /// Waits.
    Entry enter() throws InterruptedException {
        UUID key = UUID.randomUUID();
        long answered = scene.nanos().getAsLong();
        while (true) {
            long asked = scene.nanos().getAsLong();
            Optional<Entry> entry =
                    switch (ask(key)) {
                        case Signalled(_, int number) ->
                                Optional.of(new Left(ExitCode.SIGNAL + number));
                        case PermitTold(PaceCalls.Told told) -> {
                            answered = told instanceof NoAnswer ? answered : asked;
                            yield entry(told, asked - answered);
                        }
                        case News.Exited _, News.RenewalTold _ -> Optional.empty();
                    };
            if (entry.isPresent()) {
                return entry.get();
            }
        }
    }

    /// A signal ends the wait: who hangs up gives its place back.
    private News ask(UUID key) throws InterruptedException {
        Duration remaining = scene.remaining();
        Duration patience = remaining.compareTo(HELD) < 0 ? remaining.plus(PAUSE) : HELD;
        Thread.ofPlatform()
                .daemon()
                .start(() -> scene.inbox().add(new PermitTold(calls.ask(key, patience))));
        return scene.inbox().take();
    }

    private Optional<Entry> entry(PaceCalls.Told told, long unanswered)
            throws InterruptedException {
        return switch (told) {
            case Passed(String permit, Duration lease) ->
                    Optional.of(new Entered(new Permit.OfPace(calls, permit, lease)));
            case Refused(String why) -> Optional.of(left(ExitCode.REFUSED, why));
            case Later(Duration pause, String why) ->
                    pause.compareTo(scene.remaining()) < 0
                            ? pause(pause.compareTo(PAUSE) < 0 ? PAUSE : pause)
                            : Optional.of(left(ExitCode.HELD, why));
            case NoAnswer(String why) ->
                    scene.isNobody(unanswered) ? Optional.of(nobody(why)) : pause(PAUSE);
        };
    }

    private Entry nobody(String why) {
        return switch (scene.policy().withoutStore()) {
            case refuse ->
                    left(ExitCode.UNAVAILABLE, "nobody can tell whether it may start: " + why);
            case run -> {
                scene.say("nobody can tell whether it may start, and it starts: " + why);
                yield new Entered(new Permit.None());
            }
        };
    }

    private Left left(int code, String why) {
        return new Left(scene.leave(code, "not run, as " + why));
    }

    private Optional<Entry> pause(Duration length) throws InterruptedException {
        OptionalInt code = scene.pause(length);
        return code.isPresent() ? Optional.of(new Left(code.getAsInt())) : Optional.empty();
    }
}
