package dev.kiban.gateway.balance;

import dev.kiban.definition.Address;
import dev.kiban.runtime.http.Call;
import dev.kiban.runtime.http.CallFault;
import dev.kiban.runtime.http.CallWaiter;
import dev.kiban.runtime.http.Headers;
import java.util.ArrayList;
import java.util.List;

/// A way to one address on which a test decides what happens.
final class FakeLine implements Line {
    private static final Headers NOTHING = headers();

    private final Address address;
    private final List<CallWaiter> waiting = new ArrayList<>();
    private boolean reachable = true;
    private int underWay;
    private int asked;
    private int cancelled;
    private boolean closed;

    FakeLine(Address address) {
        this.address = address;
    }

    /// Headers of names and values, one after the other.
    static Headers headers(String... fields) {
        Headers headers = Headers.empty();
        for (int i = 0; i < fields.length; i += 2) {
            headers.add(fields[i], fields[i + 1]);
        }
        return headers;
    }

    /// Nobody listens there from here on.
    void vanish() {
        reachable = false;
    }

    Address address() {
        return address;
    }

    /// Whether a call waits for its answer.
    boolean hasCalls() {
        return !waiting.isEmpty();
    }

    /// Calls that have come this far.
    int asked() {
        return asked;
    }

    int cancelled() {
        return cancelled;
    }

    boolean isClosed() {
        return closed;
    }

    /// The oldest call under way is answered.
    void answers(int status, String... trailers) {
        CallWaiter call = waiting.removeFirst();
        underWay--;
        call.events().head(status, NOTHING);
        call.events().ended(headers(trailers));
    }

    /// The oldest call under way breaks.
    void breaks(CallFault.Kind kind) {
        CallWaiter call = waiting.removeFirst();
        underWay--;
        call.events().failed(new CallFault(kind, "it broke"));
    }

    /// So many calls are under way, of whomever.
    void busy(int calls) {
        underWay = calls;
    }

    @Override
    public void call(CallWaiter waiter) {
        if (!reachable) {
            waiter.refused(new CallFault(CallFault.Kind.NOT_CONNECTED, "nobody is there"));
            return;
        }
        asked++;
        underWay++;
        waiting.add(waiter);
        waiter.ready(new FakeCall());
    }

    @Override
    public int underWay() {
        return underWay;
    }

    @Override
    public void close() {
        closed = true;
    }

    private final class FakeCall implements Call {
        @Override
        public String address() {
            return address.toString();
        }

        @Override
        public void ask(String method, String target) {}

        @Override
        public void authority(String authority) {}

        @Override
        public Headers headers() {
            return NOTHING;
        }

        @Override
        public void sendHead() {}

        @Override
        public void write(byte[] bytes, int from, int to) {}

        @Override
        public boolean isFull() {
            return false;
        }

        @Override
        public void end() {}

        @Override
        public void end(byte[] bytes, int from, int to) {}

        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public void cancel() {
            cancelled++;
        }
    }
}
