package dev.kiban.pace.reception;

import dev.kiban.pace.PermitAnswer;
import dev.kiban.runtime.http.Loop;
import java.util.function.Consumer;

/// Brings what became of a wish about a permit back to the loop of who had it: at once, if it is
/// known at once.
final class Settling implements Consumer<PermitAnswer> {
    private final Loop loop;
    private final Consumer<PermitAnswer> taker;
    private final Thread asker = Thread.currentThread();
    private boolean isAsking = true; // of the asker

    private Settling(Loop loop, Consumer<PermitAnswer> taker) {
        this.loop = loop;
        this.taker = taker;
    }

    /// @param asks for what is wanted
    static void begin(
            Loop loop, Consumer<PermitAnswer> taker, Consumer<Consumer<PermitAnswer>> asks) {
        Settling settling = new Settling(loop, taker);
        asks.accept(settling);
        settling.isAsking = false;
    }

    @Override
    public void accept(PermitAnswer answer) {
        if (Thread.currentThread().equals(asker) && isAsking) {
            taker.accept(answer);
        } else {
            loop.execute(() -> taker.accept(answer));
        }
    }
}
