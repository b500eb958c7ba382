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
import java.util.function.Predicate;
import java.util.stream.Stream;

/// A backend as seen from one loop: its endpoints, and how many attempts may be repeats.
///
/// An endpoint that is none any more gets no new calls; those under way go on, and then its
/// connections are closed.
public final class Upstream {
    private final Endpoints endpoints;
    private final Surroundings around;
    private final Function<Address, Line> lines;
    private final boolean grpc;
    private final List<Endpoint> leaving = new ArrayList<>();
    private final RetryBudget budget = new RetryBudget();
    private int plans;

    /// @param addresses of its endpoints at this time
    Upstream(
            UpstreamTarget target,
            List<Address> addresses,
            Surroundings around,
            Function<Address, Line> lines) {
        this.lines = lines;
        this.endpoints =
                new Endpoints(
                        addresses.stream().map(this::begin).toList(),
                        target.ejection(),
                        new Choice(around.random(), around.nanoTime()),
                        around.nanoTime());
        this.around = around;
        this.grpc = target.protocol() == Protocol.GRPC;
    }

    static Upstream on(
            Loop loop, UpstreamTarget target, List<Address> addresses, Surroundings around) {
        return new Upstream(
                target,
                addresses,
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

    /// From here on its endpoints are at these addresses.
    void lead(List<Address> addresses) {
        List<Endpoint> before = endpoints.all();
        if (addresses.equals(before.stream().map(Endpoint::address).toList())) {
            return;
        }
        List<Endpoint> now = addresses.stream().map(this::known).toList();
        leaving.removeAll(now);
        before.stream().filter(Predicate.not(now::contains)).forEach(leaving::add);
        endpoints.become(now);
    }

    private Endpoint known(Address address) {
        return Stream.concat(endpoints.all().stream(), leaving.stream())
                .filter(endpoint -> endpoint.address().equals(address))
                .findFirst()
                .orElseGet(() -> begin(address));
    }

    private Endpoint begin(Address address) {
        return new Endpoint(address, lines.apply(address));
    }

    private void closeThoseThatLeft() {
        for (Endpoint endpoint : List.copyOf(leaving)) {
            if (endpoint.line().underWay() == 0) {
                endpoint.line().close();
                leaving.remove(endpoint);
            }
        }
    }

    /// A second is over.
    void tick() {
        budget.nextSecond();
        if (!leaving.isEmpty()) {
            closeThoseThatLeft();
        }
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
            leaving.forEach(endpoint -> endpoint.line().close());
        }
        return plans == 0;
    }
}
