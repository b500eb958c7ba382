package dev.kiban.pace.door;

import dev.kiban.pace.PermitAnswer;
import dev.kiban.runtime.http.Exchange;
import dev.kiban.runtime.http.ExchangeEvents;
import dev.kiban.runtime.http.Loop;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A caller that wants something of a permit. If it has to be looked for elsewhere, it is told
/// later.
/// Belongs to the loop of its connection, but for [#accept].
final class Settling implements Consumer<PermitAnswer>, ExchangeEvents {
    private final Exchange exchange;
    private final Loop loop;
    private final Thread asker = Thread.currentThread();
    private boolean isAsking = true; // of the asker, as all that follows
    private boolean isGone;
    private @Nullable PermitAnswer atOnce;

    private Settling(Exchange exchange, Loop loop) {
        this.exchange = exchange;
        this.loop = loop;
    }

    /// @param asks for what it wants
    static void begin(Exchange exchange, Loop loop, Consumer<Consumer<PermitAnswer>> asks) {
        Settling settling = new Settling(exchange, loop);
        asks.accept(settling);
        settling.isAsking = false;
        if (settling.atOnce == null) {
            exchange.listen(settling);
        } else {
            settling.reply(settling.atOnce);
        }
    }

    @Override
    public void accept(PermitAnswer answer) {
        if (Thread.currentThread().equals(asker) && isAsking) {
            atOnce = answer;
        } else {
            loop.execute(() -> reply(answer));
        }
    }

    private void reply(PermitAnswer answer) {
        if (isGone) {
            return;
        }
        switch (answer) {
            case NOTED -> Replies.noted(exchange);
            case UNKNOWN -> Replies.unknownPermit(exchange);
            case STORE_IS_AWAY -> Replies.storeIsAway(exchange);
        }
    }

    @Override
    public void gone() {
        isGone = true;
    }

    @Override
    public void bytes(byte[] bytes, int from, int to) {
        // the body says nothing
    }

    @Override
    public void ended() {}

    @Override
    public void writable() {}
}
