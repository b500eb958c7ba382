package dev.kiban.pace.door;

import dev.kiban.runtime.http.ExchangeEvents;

/// Hears when a caller leaves before it is answered. The body of its request says nothing.
record Parting(Runnable leaves) implements ExchangeEvents {

    @Override
    public void gone() {
        leaves.run();
    }

    @Override
    public void bytes(byte[] bytes, int from, int to) {}

    @Override
    public void ended() {}

    @Override
    public void writable() {}
}
