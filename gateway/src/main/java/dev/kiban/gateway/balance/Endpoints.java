package dev.kiban.gateway.balance;

import dev.kiban.definition.Address;
import dev.kiban.definition.Ejection;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/// The endpoints of a backend on one loop, and which of them get calls.
///
/// One that says that it cannot serve is left out until it says otherwise.
/// One that failed too often is left out for a while, the longer the more often that happened, but
/// never more of them than may be. Each loop decides by what it has seen itself: it sees enough to
/// find out within a moment, and words that loops share would cost every request. When nobody is
/// left, all get calls: an answer that may fail is better than none.
final class Endpoints {
    /// An ejection takes at most so many times the first one's length.
    private static final int MAX_OFFENCES = 10;

    private final Ejection ejection;
    private final Choice choice;
    private final LongSupplier nanoTime;
    private final News news;
    private volatile List<EndpointView> view = List.of(); // for other threads, too
    private List<Endpoint> all;
    private List<Endpoint> serving;
    private Set<Address> unhealthy = Set.of();
    private boolean anyWell;
    private boolean calm;

    /// Who hears which endpoints get no calls for a while, and when that is over.
    interface News {
        void ejected(Address endpoint);

        void returned(Address endpoint);
    }

    Endpoints(
            List<Endpoint> all,
            Ejection ejection,
            Choice choice,
            LongSupplier nanoTime,
            News news) {
        this.all = List.copyOf(all);
        this.serving = this.all;
        this.ejection = ejection;
        this.choice = choice;
        this.nanoTime = nanoTime;
        this.news = news;
        rearrange();
    }

    /// From here on it is these. Those that were here stay what they are.
    void become(List<Endpoint> now) {
        long nanos = nanoTime.getAsLong();
        now.stream().filter(Predicate.not(all::contains)).forEach(one -> settleIn(one, nanos));
        all = List.copyOf(now);
        rearrange();
    }

    private void settleIn(Endpoint newcomer, long nanos) {
        newcomer.hear(!unhealthy.contains(newcomer.address()), nanos);
        if (!all.isEmpty()) {
            newcomer.arrive(nanos);
        }
    }

    List<Endpoint> all() {
        return all;
    }

    /// How they are. For all threads.
    List<EndpointView> view() {
        return view;
    }

    /// Whether any is not known to fail.
    boolean anyWell() {
        return anyWell;
    }

    /// Whether nothing changes as time goes by.
    boolean isCalm() {
        return calm;
    }

    /// Chooses one for a call. There is at least one.
    ///
    /// @param tried rather not these
    Endpoint choose(List<Endpoint> tried) {
        if (tried.isEmpty()) {
            return choice.of(serving);
        }
        List<Endpoint> left = without(tried, serving);
        if (left.isEmpty()) {
            left = without(tried, all);
        }
        return choice.of(left.isEmpty() ? serving : left);
    }

    /// Whether any that gets calls was not tried.
    boolean hasOthersThan(List<Endpoint> tried) {
        return serving.stream().anyMatch(endpoint -> !tried.contains(endpoint));
    }

    /// A call to an endpoint is over.
    void settle(Endpoint endpoint, Trouble trouble) {
        if (trouble.isFailure()) {
            if (endpoint.failed() >= ejection.consecutiveFailures() && !endpoint.isFailing()) {
                endpoint.fail(nanoTime.getAsLong(), MAX_OFFENCES);
                rearrange();
            }
        } else if (trouble == Trouble.NONE && endpoint.succeeded()) {
            rearrange();
        }
    }

    /// Those that say of themselves that they cannot serve, or say nothing.
    void hear(Set<Address> nowUnhealthy) {
        unhealthy = nowUnhealthy;
        long now = nanoTime.getAsLong();
        all.forEach(endpoint -> endpoint.hear(!unhealthy.contains(endpoint.address()), now));
        rearrange();
    }

    /// Time has gone by.
    void tick() {
        long now = nanoTime.getAsLong();
        all.forEach(endpoint -> tick(endpoint, now));
        rearrange();
    }

    private void tick(Endpoint endpoint, long now) {
        long sinceNanos = endpoint.sinceNanos(now);
        long lengthNanos = ejection.length().toNanos() * Math.max(1, endpoint.offences());
        if (endpoint.isFailing()) {
            if (sinceNanos >= lengthNanos) {
                if (endpoint.isEjected()) {
                    news.returned(endpoint.address());
                }
                endpoint.comeBack(now);
            }
        } else if (!endpoint.isWarm()) {
            if (sinceNanos >= Choice.WARM_UP.toNanos()) {
                endpoint.becomeWarm();
            }
        } else if (endpoint.offences() > 0 && sinceNanos >= lengthNanos) {
            endpoint.forgive(now);
        }
    }

    private void rearrange() {
        int room =
                ejection.atMostOf(all.size())
                        - (int) all.stream().filter(Endpoint::isEjected).count();
        for (Endpoint endpoint : all) {
            if (room > 0 && endpoint.isFailing() && !endpoint.isEjected()) {
                endpoint.eject();
                news.ejected(endpoint.address());
                room--;
            }
        }
        List<Endpoint> left =
                all.stream()
                        .filter(endpoint -> endpoint.isHealthy() && !endpoint.isEjected())
                        .toList();
        serving = left.isEmpty() ? all : left;
        anyWell = all.stream().anyMatch(endpoint -> endpoint.isHealthy() && !endpoint.isFailing());
        calm = all.stream().allMatch(Endpoint::isCalm);
        view = all.stream().map(Endpoint::view).toList();
    }

    private static List<Endpoint> without(List<Endpoint> tried, List<Endpoint> from) {
        return from.stream().filter(endpoint -> !tried.contains(endpoint)).toList();
    }
}
