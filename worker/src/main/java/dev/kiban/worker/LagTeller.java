package dev.kiban.worker;

import java.time.Duration;
import java.util.function.Supplier;

/// Tells a pace how far behind its worker is.
final class LagTeller {
    private static final Duration OFTEN = Duration.ofSeconds(5);
    private static final double MILLIS = 1e3;

    private final Gate gate;
    private final String signal;
    private final Supplier<Duration> lag;

    LagTeller(Gate gate, String signal, Supplier<Duration> lag) {
        this.gate = gate;
        this.signal = signal;
        this.lag = lag;
    }

    void startUntil(StopSign end) {
        Thread.ofVirtual()
                .name("tells the lag")
                .start(
                        () -> {
                            while (!end.isRaisedWithin(OFTEN)) {
                                gate.tell(signal, lag.get().toMillis() / MILLIS);
                            }
                        });
    }
}
