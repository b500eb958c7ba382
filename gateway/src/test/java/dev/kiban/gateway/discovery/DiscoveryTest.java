package dev.kiban.gateway.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.Address;
import dev.kiban.definition.EndpointSource;
import dev.kiban.definition.EndpointSource.Addresses;
import dev.kiban.definition.EndpointSource.Dns;
import dev.kiban.definition.EndpointSource.Kubernetes;
import dev.kiban.testkit.Eventually;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DiscoveryTest {
    private static final Dns ITEM =
            new Dns("item.shop", 9000, Duration.ofMillis(1), Optional.empty());
    private static final Kubernetes PODS = new Kubernetes("item", "shop", Optional.of("grpc"));
    private static final Address ONE = new Address("10.0.0.1", 9000);
    private static final Address TWO = new Address("10.0.0.2", 9000);

    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Heard heard = new Heard();
    private volatile List<String> known = List.of("10.0.0.1");
    private volatile Cluster.Watcher pods = new Followed(PODS, heard, () -> {});
    private final Discovery discovery =
            new Discovery(
                    new Discovery.Ports(this::addresses, this::watch, heard),
                    new SplittableRandom(1));

    @AfterEach
    void close() {
        discovery.close();
    }

    @Test
    void knowsWhatIsWrittenDownWithoutAsking() {
        EndpointSource written = new Addresses(List.of(ONE));

        discovery.follow(Set.of(written));

        assertThat(discovery.of(written)).containsExactly(ONE);
        assertThat(asked).hasValue(0);
    }

    @Test
    void waitsForTheFirstAnswer() {
        discovery.follow(Set.of(ITEM));

        assertThat(discovery.of(ITEM)).containsExactly(ONE);
    }

    @Test
    void asksAgainAndAgainAndTellsOfEachChange() {
        List<List<Address>> told = new CopyOnWriteArrayList<>();
        discovery.listen(source -> told.add(discovery.of(source)));
        discovery.follow(Set.of(ITEM));

        known = List.of("10.0.0.2", "10.0.0.1");

        Eventually.passes(() -> assertThat(discovery.of(ITEM)).containsExactly(ONE, TWO));
        Eventually.passes(() -> assertThat(told).containsExactly(List.of(ONE), List.of(ONE, TWO)));
    }

    @Test
    void anotherOrderIsNoChange() {
        known = List.of("10.0.0.2", "10.0.0.1");
        discovery.follow(Set.of(ITEM));
        known = List.of("10.0.0.1", "10.0.0.2");
        int before = asked.get();

        Eventually.passes(() -> assertThat(asked.get()).isGreaterThan(before + 1));

        assertThat(heard.changes).hasValue(1);
    }

    @Test
    void keepsWhatItKnewLastWhileNobodyAnswers() {
        discovery.follow(Set.of(ITEM));

        known = List.of();

        Eventually.passes(() -> assertThat(heard.kept).contains(1));
        assertThat(discovery.of(ITEM)).containsExactly(ONE);
        known = List.of("10.0.0.2");
        Eventually.passes(() -> assertThat(discovery.of(ITEM)).containsExactly(TWO));
    }

    @Test
    void oneThatIsNotKnownAtFirstIsFoundLater() {
        known = List.of();
        discovery.follow(Set.of(ITEM));
        assertThat(discovery.of(ITEM)).isEmpty();

        known = List.of("10.0.0.1");

        Eventually.passes(() -> assertThat(discovery.of(ITEM)).containsExactly(ONE));
    }

    @Test
    void aClusterTellsByItself() {
        discovery.follow(Set.of(ITEM));
        discovery.listen(_ -> {});
        Thread.ofVirtual().start(() -> discovery.follow(Set.of(PODS)));
        Eventually.passes(() -> assertThat(heard.watched).isTrue());

        pods.found(List.of(TWO, TWO));
        assertThat(discovery.of(PODS)).containsExactly(TWO);
        pods.failed("away");
        assertThat(discovery.of(PODS)).containsExactly(TWO);
        pods.found(List.of());
        assertThat(discovery.of(PODS)).isEmpty();
    }

    @Test
    void whatNobodyWantsIsNotAskedAnyMore() {
        Thread.ofVirtual().start(() -> discovery.follow(Set.of(PODS)));
        Eventually.passes(() -> assertThat(heard.watched).isTrue());

        discovery.keepOnly(Set.of());

        Eventually.passes(() -> assertThat(closed).isTrue());
        assertThat(discovery.of(PODS)).isEmpty();
    }

    private List<InetAddress> addresses(String name, Optional<Address> server)
            throws UnknownHostException {
        asked.incrementAndGet();
        List<String> now = known;
        if (now.isEmpty()) {
            throw new UnknownHostException(name);
        }
        return now.stream().map(InetAddress::ofLiteral).toList();
    }

    private Cluster.Watch watch(Kubernetes service, Cluster.Watcher watcher) {
        pods = watcher;
        heard.watched = true;
        return () -> closed.set(true);
    }

    private static final class Heard implements DiscoveryReport {
        private final AtomicInteger changes = new AtomicInteger();
        private final List<Integer> kept = new CopyOnWriteArrayList<>();
        private volatile boolean watched;

        @Override
        public void answered(EndpointSource source) {}

        @Override
        public void changed(EndpointSource source, List<Address> endpoints) {
            changes.incrementAndGet();
        }

        @Override
        public void failed(EndpointSource source, String reason, int count) {
            kept.add(count);
        }
    }
}
