package dev.kiban.pace.door;

import dev.kiban.pace.Answer;
import dev.kiban.pace.Answer.Pass;
import dev.kiban.pace.Answer.Refused;
import dev.kiban.pace.Ask;
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
    private final boolean reserves;
    private @Nullable Place place;
    private boolean isGone;

    /// @param reserves whether it wants to know when its turn is, and not to be held until then
    Held(Ask ask, boolean reserves, Exchange exchange, Loop loop, PaceDoor.Ports ports) {
        this.pace = ask.pace().value();
        this.reserves = reserves;
        this.exchange = exchange;
        this.loop = loop;
        this.pacer = ports.pacer();
        this.nanos = ports.nanos();
    }

    /// Replies to what is known at once, and waits for what is not.
    void begin(Answer answer) {
        switch (answer) {
            case Answer.Last last -> reply(last);
            case Answer.Waits waits -> {
                place = waits.place();
                exchange.listen(this);
            }
        }
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
                } else if (reserves) {
                    Replies.turn(pass, nanos.getAsLong(), exchange);
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
