package dev.kiban.gateway.discovery;

import dev.kiban.definition.Address;
import dev.kiban.definition.EndpointSource;
import dev.kiban.definition.EndpointSource.Addresses;
import dev.kiban.definition.EndpointSource.Dns;
import dev.kiban.definition.EndpointSource.Kubernetes;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGenerator.SplittableGenerator;

/// The endpoints of all sources, kept fresh beside the data path: each source by a thread of its
/// own, so that one that is slow holds up nobody. Safe for all threads.
///
/// When a source cannot be asked, what it said last goes on to count.
///
/// ```java
/// Discovery discovery = new Discovery(ports, random);
/// discovery.follow(Set.of(source));
/// List<Address> endpoints = discovery.of(source);
/// ```
public final class Discovery implements AutoCloseable {
    /// How long a plan waits for sources that it is the first to name: one that answers within it
    /// serves from the first request on.
    private static final Duration FIRST_ANSWER = Duration.ofSeconds(2);

    private final Ports ports;
    private final SplittableGenerator random;
    private final Map<EndpointSource, Followed> followed = new ConcurrentHashMap<>();
    private final List<Consumer<EndpointSource>> listeners = new CopyOnWriteArrayList<>();

    /// Whom it asks, and whom it tells.
    public record Ports(Names names, Cluster cluster, DiscoveryReport report) {}

    /// Asks nobody yet.
    ///
    /// @param random so that gateways that start together do not ask together
    public Discovery(Ports ports, SplittableGenerator random) {
        this.ports = ports;
        this.random = random;
    }

    /// One that knows addresses that are written down, and no others.
    public static Discovery none() {
        Names names =
                (name, _) -> {
                    throw new UnknownHostException("nobody is asked for " + name);
                };
        Cluster cluster = (_, _) -> () -> {};
        return new Discovery(
                new Ports(names, cluster, DiscoveryReport.NOBODY), new SplittableRandom(0));
    }

    /// Asks these sources too from here on. Waits a moment for those that were not asked before.
    public void follow(Collection<EndpointSource> sources) {
        List<Followed> asked =
                sources.stream()
                        .filter(source -> !(source instanceof Addresses))
                        .map(this::followed)
                        .toList();
        long end = System.nanoTime() + FIRST_ANSWER.toNanos();
        asked.forEach(one -> one.awaitFirst(end));
    }

    /// Asks no others from here on.
    public void keepOnly(Set<EndpointSource> sources) {
        followed.forEach(
                (source, one) -> {
                    if (!sources.contains(source)) {
                        followed.remove(source);
                        one.close();
                    }
                });
    }

    /// Runs this for a source each time that its endpoints may have changed, on any thread.
    public void listen(Consumer<EndpointSource> listener) {
        listeners.add(listener);
        followed.keySet().forEach(listener);
    }

    /// The endpoints of a source, as far as it is known; none if it is not followed.
    public List<Address> of(EndpointSource source) {
        if (source instanceof Addresses(List<Address> all)) {
            return all;
        }
        return Optional.ofNullable(followed.get(source)).map(Followed::endpoints).orElse(List.of());
    }

    /// The same, of a source that may not have been followed before.
    public List<Address> find(EndpointSource source) {
        follow(Set.of(source));
        return of(source);
    }

    @Override
    public void close() {
        keepOnly(Set.of());
    }

    /// Each thread asks for its own.
    private RandomGenerator split() {
        synchronized (random) {
            return random.split();
        }
    }

    /// Whoever is told of its first answer has to find it here: so it is here before it is asked.
    private Followed followed(EndpointSource source) {
        Followed fresh =
                new Followed(
                        source,
                        ports.report(),
                        () -> listeners.forEach(listener -> listener.accept(source)));
        Followed before = followed.putIfAbsent(source, fresh);
        if (before != null) {
            return before;
        }
        fresh.by(begin(source, fresh));
        return fresh;
    }

    private Cluster.Watch begin(EndpointSource source, Cluster.Watcher watcher) {
        return switch (source) {
            case Dns dns -> new NameWatch(dns, ports.names(), split(), watcher);
            case Kubernetes service -> ports.cluster().watch(service, watcher);
            case Addresses _ -> throw new IllegalArgumentException("they are known");
        };
    }
}
