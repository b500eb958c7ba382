package dev.kiban.gateway.balance;

import dev.kiban.runtime.http.CallWaiter;
import dev.kiban.runtime.http.Origin;

/// The way to one address.
interface Line {

    /// Asks for a call.
    void call(CallWaiter waiter);

    /// Calls under way, and those that wait to be.
    int underWay();

    void close();

    /// Connections of this loop.
    record Connections(Origin origin) implements Line {
        @Override
        public void call(CallWaiter waiter) {
            origin.call(waiter);
        }

        @Override
        public int underWay() {
            return origin.underWay();
        }

        @Override
        public void close() {
            origin.close();
        }
    }
}
