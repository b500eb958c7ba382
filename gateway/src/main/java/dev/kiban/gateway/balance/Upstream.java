package dev.kiban.gateway.balance;

import dev.kiban.definition.Address;
import dev.kiban.definition.Protocol;
import dev.kiban.gateway.UpstreamTarget;
import dev.kiban.gateway.limit.CallGate;
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
    private final UpstreamTarget target;
    private final Surroundings around;
    private final Function<Address, Line> lines;
    private final CallGate gate;
    private final boolean grpc;
    private final List<Endpoint> leaving = new ArrayList<>();
    private final RetryBudget budget = new RetryBudget();
    private int plans;

    /// @param addresses of its endpoints at this time
    /// @param gate through which all its calls go
    Upstream(
            UpstreamTarget target,
            List<Address> addresses,
            CallGate gate,
            Surroundings around,
            Function<Address, Line> lines) {
        this.target = target;
        this.gate = gate;
        this.lines = lines;
        this.endpoints =
                new Endpoints(
                        addresses.stream().map(this::begin).toList(),
                        target.ejection(),
                        new Choice(around.random(), around.nanoTime()),
                        around.nanoTime(),
                        new Told());
        this.around = around;
        this.grpc = target.protocol() == Protocol.GRPC;
    }

    static Upstream on(
            Loop loop,
            UpstreamTarget target,
            List<Address> addresses,
            CallGate gate,
            Surroundings around) {
        return new Upstream(
                target,
                addresses,
                gate,
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

    /// How its endpoints are. For all threads.
    List<EndpointView> view() {
        return endpoints.view();
    }

    private final class Told implements Endpoints.News {
        @Override
        public void ejected(Address endpoint) {
            around.report().ejected(target, endpoint);
        }

        @Override
        public void returned(Address endpoint) {
            around.report().returned(target, endpoint);
        }
    }

    CallGate gate() {
        return gate;
    }

    /// A request found no place.
    void heldBack() {
        around.report().heldBack(target);
    }

    /// Takes one repeat from the budget, if there is any left.
    boolean payRepeat(int budgetPercent) {
        boolean paid = budget.take(budgetPercent);
        if (!paid) {
            around.report().budgetSpent(target);
        }
        return paid;
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
