package dev.kiban.pace.reception;

import dev.kiban.pace.Answer;
import dev.kiban.pace.Pacer;
import dev.kiban.pace.Permit;
import dev.kiban.pace.Place;
import dev.kiban.pace.Waiter;
import dev.kiban.runtime.http.Loop;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// An ask that is under way. Belongs to the loop of its caller, but for [#told].
public final class Visit implements Waiter {
    private final String pace;
    private final Loop loop;
    private final Pacer pacer;
    private final LongSupplier nanos;
    private final Consumer<Outcome> taker;
    private @Nullable Place place;
    private @Nullable Permit permit;
    private boolean hasLeft;

    Visit(String pace, Loop loop, Reception.Ports ports, Consumer<Outcome> taker) {
        this.pace = pace;
        this.loop = loop;
        this.pacer = ports.pacer();
        this.nanos = ports.nanos();
        this.taker = taker;
    }

    /// Passes on what is known at once, and waits for what is not.
    void begin(Answer answer) {
        switch (answer) {
            case Answer.Last last -> take(last);
            case Answer.Waits waits -> place = waits.place();
        }
    }

    @Override
    public void told(Answer.Last answer) {
        loop.execute(() -> take(answer));
    }

    private void take(Answer.Last answer) {
        switch (answer) {
            case Answer.Pass pass -> {
                permit = pass.permit();
                if (hasLeft) { // while its permit was on the way
                    giveBack(permit);
                } else {
                    taker.accept(new Outcome.Passed(pass));
                }
            }
            case Answer.Refused refused -> {
                if (!hasLeft) {
                    taker.accept(new Outcome.Refused(Refusal.of(pace, refused)));
                }
            }
        }
    }

    /// The caller does not want it any more: it gives back its place, or its permit, and is told
    /// nothing.
    public void leave() {
        if (hasLeft) {
            return;
        }
        hasLeft = true;
        if (permit != null) {
            giveBack(permit);
        } else if (place != null) {
            pacer.hangUp(place, nanos.getAsLong());
        }
    }

    private void giveBack(Permit unused) {
        boolean _ = pacer.giveBack(unused.id(), nanos.getAsLong());
    }
}
