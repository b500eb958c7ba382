package dev.kiban.gateway.balance;

import dev.kiban.definition.Address;
import dev.kiban.definition.UpstreamTls;
import dev.kiban.gateway.UpstreamTarget;
import dev.kiban.runtime.http.Call;
import dev.kiban.runtime.http.CallEvents;
import dev.kiban.runtime.http.CallFault;
import dev.kiban.runtime.http.CallWaiter;
import dev.kiban.runtime.http.ClientTls;
import dev.kiban.runtime.http.HttpProtocol;
import dev.kiban.runtime.http.Loop;
import dev.kiban.runtime.http.Origin;
import dev.kiban.runtime.http.OriginSettings;
import java.util.ArrayList;
import java.util.List;

/// An upstream as seen from one loop: its addresses in turn, and the next one when one cannot be
/// reached.
public final class Upstream {
    private final List<Origin> origins;
    private int next;
    private int plans;

    Upstream(Loop loop, UpstreamTarget target) {
        List<Origin> all = new ArrayList<>();
        for (Address address : target.addresses()) {
            all.add(new Origin(loop, settings(target, address)));
        }
        this.origins = List.copyOf(all);
        this.next = loop.index() % origins.size(); // so that loops do not walk in step
    }

    /// Asks for a call to one of the addresses. A request that could not be sent to one goes to the
    /// next, each once.
    public void call(CallWaiter waiter) {
        Origin origin = origins.get(next);
        if (origins.size() == 1) {
            origin.call(waiter);
            return;
        }
        int first = next;
        next = (next + 1) % origins.size();
        new Attempts(waiter, first).tryNext();
    }

    /// One more plan leads here.
    void adopt() {
        plans++;
    }

    /// One plan less leads here, and none of its requests is under way any more.
    ///
    /// @return whether it was the last one, and the connections are closed
    boolean release() {
        plans--;
        if (plans == 0) {
            origins.forEach(Origin::close);
        }
        return plans == 0;
    }

    private static OriginSettings settings(UpstreamTarget target, Address address) {
        HttpProtocol protocol =
                switch (target.protocol()) {
                    case GRPC -> HttpProtocol.HTTP_2;
                    case HTTP -> HttpProtocol.HTTP_1_1;
                };
        OriginSettings plain = OriginSettings.plain(address.host(), address.port(), protocol);
        return new OriginSettings(
                plain.host(),
                plain.port(),
                protocol,
                target.tls().map(Upstream::tls),
                plain.limits());
    }

    private static ClientTls tls(UpstreamTls tls) {
        return new ClientTls(tls.trust(), tls.serverName());
    }

    /// A walk over the addresses, for one request.
    private final class Attempts implements CallWaiter {
        private final CallWaiter waiter;
        private int at;
        private int left = origins.size();

        Attempts(CallWaiter waiter, int first) {
            this.waiter = waiter;
            this.at = first;
        }

        void tryNext() {
            Origin origin = origins.get(at);
            at = (at + 1) % origins.size();
            left--;
            origin.call(this);
        }

        @Override
        public boolean isWaiting() {
            return waiter.isWaiting();
        }

        @Override
        public CallEvents events() {
            return waiter.events();
        }

        @Override
        public void ready(Call call) {
            waiter.ready(call);
        }

        @Override
        public void refused(CallFault fault) {
            if (left == 0) {
                waiter.refused(fault);
            } else if (waiter.isWaiting()) {
                tryNext();
            }
        }
    }
}
