package dev.kiban.gateway.balance;

import dev.kiban.definition.Address;
import dev.kiban.definition.Protocol;
import dev.kiban.gateway.UpstreamTarget;
import dev.kiban.runtime.http.Loop;
import dev.kiban.runtime.http.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// A backend as seen from one loop: its endpoints, and how many attempts may be repeats.
public final class Upstream {
    private final Endpoints endpoints;
    private final Surroundings around;
    private final boolean grpc;
    private final RetryBudget budget = new RetryBudget();
    private int plans;

    Upstream(UpstreamTarget target, Surroundings around, Function<Address, Line> lines) {
        List<Endpoint> all = new ArrayList<>();
        for (Address address : target.addresses()) {
            all.add(new Endpoint(address, lines.apply(address)));
        }
        this.endpoints =
                new Endpoints(
                        all,
                        target.ejection(),
                        new Choice(around.random(), around.nanoTime()),
                        around.nanoTime());
        this.around = around;
        this.grpc = target.protocol() == Protocol.GRPC;
    }

    static Upstream on(Loop loop, UpstreamTarget target, Surroundings around) {
        return new Upstream(
                target,
                around,
                address -> new Line.Connections(new Origin(loop, Reach.of(target, address))));
    }

    /// The attempts of one request, not begun.
    public Attempts attempts(Caller caller, Repeats repeats) {
        return new Attempts(this, caller, repeats);
    }

    /// Whether any of its endpoints is not known to fail. Where requests can go elsewhere, they
    /// should, if there is none; here they are tried all the same.
    public boolean canServe() {
        return endpoints.anyWell();
    }

    Endpoints endpoints() {
        return endpoints;
    }

    RetryBudget budget() {
        return budget;
    }

    Surroundings around() {
        return around;
    }

    boolean isGrpc() {
        return grpc;
    }

    /// These endpoints say that they cannot serve, and no others.
    void hear(Set<Address> unhealthy) {
        endpoints.hear(unhealthy);
    }

    /// A second is over.
    void tick() {
        budget.nextSecond();
        if (!endpoints.isCalm()) {
            endpoints.tick();
        }
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
            endpoints.all().forEach(endpoint -> endpoint.line().close());
        }
        return plans == 0;
    }
}
