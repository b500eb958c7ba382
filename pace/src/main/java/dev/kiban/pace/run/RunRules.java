package dev.kiban.pace.run;

import dev.kiban.pace.run.RunBook.Beginning;
import dev.kiban.pace.run.RunBook.Busy;
import dev.kiban.pace.run.RunBook.Done;
import dev.kiban.pace.run.RunBook.Ending;
import dev.kiban.pace.run.RunBook.Held;
import dev.kiban.pace.run.RunBook.Over;
import dev.kiban.pace.run.RunBook.Recorded;
import dev.kiban.pace.run.RunBook.Renewal;
import dev.kiban.pace.run.RunBook.Renewed;
import dev.kiban.pace.run.RunBook.Unknown;
import dev.kiban.pace.run.RunStore.Decided;
import dev.kiban.pace.run.RunStore.Known;
import dev.kiban.pace.run.Wish.Again;
import dev.kiban.pace.run.Wish.Forced;
import dev.kiban.pace.run.Wish.Never;
import dev.kiban.pace.run.Wish.UntilItSucceeds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Who may run a job. Pure: what is known and the time come in, what changes goes out.
final class RunRules {

    private RunRules() {}

    /// May it be run?
    static Decided<Beginning> begin(Wish wish, Known known, Instant now) {
        Optional<Run> repeated = known.ofAsk();
        if (repeated.isPresent()) {
            return repeated(repeated.get(), now);
        }
        List<Run> changed = new ArrayList<>(lost(known, now));
        Beginning answer = decide(wish, known, now);
        if (answer instanceof Held(Run run)) {
            changed.add(run);
        }
        return new Decided<>(answer, changed);
    }

    /// Whoever asks again got no answer, and counts its lease from now on.
    private static Decided<Beginning> repeated(Run run, Instant now) {
        if (!run.isHeldAt(now)) {
            return new Decided<>(new Done(run), List.of());
        }
        Run renewed = run.until(now.plus(run.terms().lease()));
        return new Decided<>(new Held(renewed), List.of(renewed));
    }

    private static Beginning decide(Wish wish, Known known, Instant now) {
        Terms terms = wish.terms();
        List<Run> held = known.running().stream().filter(run -> run.isHeldAt(now)).toList();
        Optional<Run> sameSlot =
                held.stream()
                        .filter(run -> terms.slot().isPresent())
                        .filter(run -> run.terms().slot().equals(terms.slot()))
                        .findFirst();
        if (sameSlot.isPresent()) {
            return new Busy(sameSlot.get());
        }
        Optional<Run> done = known.ofSlot();
        if (done.isPresent() && !isRunAgain(done.get(), wish.again())) {
            return new Done(asLost(done.get()));
        }
        Optional<Run> inTheWay =
                held.stream().filter(run -> !terms.goWith(run.terms())).findFirst();
        if (inTheWay.isPresent()) {
            return new Busy(inTheWay.get());
        }
        return new Held(
                new Run(
                        wish.job(),
                        known.fence() + 1,
                        terms,
                        now,
                        now.plus(terms.lease()),
                        new Run.Running()));
    }

    private static boolean isRunAgain(Run run, Again again) {
        return switch (again) {
            case Never _ -> false;
            case UntilItSucceeds _ -> !run.succeeded();
            case Forced _ -> true;
        };
    }

    /// The holder is there: may it go on?
    static Decided<Renewal> renew(Known known, Instant now) {
        Optional<Run> run = known.ofAsk();
        if (run.isEmpty()) {
            return new Decided<>(new Unknown(), List.of());
        }
        if (!run.get().isHeldAt(now)) {
            return new Decided<>(new Over(run.get()), lost(known, now));
        }
        Run renewed = run.get().until(now.plus(run.get().terms().lease()));
        return new Decided<>(new Renewed(renewed), List.of(renewed));
    }

    /// The holder says how it ended. That is a fact, also if it is told late.
    static Decided<Ending> end(Known known, Instant now, int exit, String tail) {
        Optional<Run> run = known.ofAsk();
        if (run.isEmpty()) {
            return new Decided<>(new Unknown(), List.of());
        }
        if (run.get().state() instanceof Run.Ended) {
            return new Decided<>(new Recorded(run.get()), List.of());
        }
        Run ended = run.get().in(new Run.Ended(now, exit, tail));
        return new Decided<>(new Recorded(ended), List.of(ended));
    }

    private static List<Run> lost(Known known, Instant now) {
        return known.running().stream()
                .filter(run -> !run.isHeldAt(now))
                .map(RunRules::asLost)
                .toList();
    }

    private static Run asLost(Run run) {
        return run.state() instanceof Run.Running ? run.in(new Run.Lost()) : run;
    }
}
