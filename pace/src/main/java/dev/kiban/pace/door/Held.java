package dev.kiban.pace.door;

import dev.kiban.pace.Answer;
import dev.kiban.pace.Answer.Pass;
import dev.kiban.pace.Answer.Refused;
import dev.kiban.pace.Pacer;
import dev.kiban.pace.Place;
import dev.kiban.pace.Waiter;
import dev.kiban.runtime.http.Exchange;
import dev.kiban.runtime.http.ExchangeEvents;
import dev.kiban.runtime.http.Loop;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A caller that is held until its turn. Belongs to the loop of its connection, but for
/// [#told].
final class Held implements Waiter, ExchangeEvents {
    private final String pace;
    private final Exchange exchange;
    private final Loop loop;
    private final Pacer pacer;
    private final LongSupplier nanos;
    private @Nullable Place place;
    private boolean isGone;

    Held(String pace, Exchange exchange, Loop loop, Pacer pacer, LongSupplier nanos) {
        this.pace = pace;
        this.exchange = exchange;
        this.loop = loop;
        this.pacer = pacer;
        this.nanos = nanos;
    }

    /// It waits.
    void at(Place where) {
        place = where;
    }

    @Override
    public void told(Answer.Last answer) {
        loop.execute(() -> reply(answer));
    }

    private void reply(Answer.Last answer) {
        switch (answer) {
            case Pass pass -> {
                if (isGone) { // it left while its permit was on the way
                    boolean _ = pacer.giveBack(pass.permit().id(), nanos.getAsLong());
                } else {
                    Replies.pass(pass, exchange);
                }
            }
            case Refused refused -> {
                if (!isGone) {
                    Replies.refused(pace, refused, exchange);
                }
            }
        }
    }

    @Override
    public void gone() {
        isGone = true;
        if (place != null) {
            pacer.hangUp(place, nanos.getAsLong());
        }
    }

    @Override
    public void bytes(byte[] bytes, int from, int to) {
        // the body of an ask says nothing
    }

    @Override
    public void ended() {}

    @Override
    public void writable() {}
}
