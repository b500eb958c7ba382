package dev.kiban.runtime.kube;

import static dev.kiban.testkit.FakeKubernetes.slice;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.testkit.Eventually;
import dev.kiban.testkit.FakeKubernetes;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KubeClusterTest {
    private static final KubeService ITEM = new KubeService("shop", "item", Optional.of("grpc"));
    private static final PodAddress ONE = new PodAddress("10.0.0.1", 9000);
    private static final PodAddress TWO = new PodAddress("10.0.0.2", 9000);
    private static final PodAddress THREE = new PodAddress("10.0.0.3", 9000);

    private final FakeKubernetes server = new FakeKubernetes();
    private final KubeCluster cluster = KubeCluster.at(server.url(), new SplittableRandom(1));
    private final Heard heard = new Heard();

    @AfterEach
    void close() {
        cluster.close();
        server.close();
    }

    @Test
    void tellsWhatThereIsAndWhatChanges() {
        server.put("item-a", slice("grpc", 9000, "10.0.0.1"));
        try (PodWatch _ = cluster.watch(ITEM, heard)) {
            Eventually.passes(() -> assertThat(heard.last()).containsExactly(ONE));

            server.put("item-b", slice("grpc", 9000, "10.0.0.2", "10.0.0.3"));
            Eventually.passes(() -> assertThat(heard.last()).containsExactly(ONE, TWO, THREE));

            server.remove("item-a");
            Eventually.passes(() -> assertThat(heard.last()).containsExactly(TWO, THREE));
            assertThat(server.lists()).isEqualTo(1);
        }
    }

    @Test
    void aWatchThatEndsGoesOnWhereItEnded() {
        server.put("item-a", slice("grpc", 9000, "10.0.0.1"));
        try (PodWatch _ = cluster.watch(ITEM, heard)) {
            Eventually.passes(() -> assertThat(server.watches()).isEqualTo(1));
            server.endWatches();
            server.put("item-a", slice("grpc", 9000, "10.0.0.2"));

            Eventually.passes(() -> assertThat(heard.last()).containsExactly(TWO));
            Eventually.passes(() -> assertThat(server.watches()).isGreaterThan(1));
            assertThat(server.lists()).isEqualTo(1);
        }
    }

    @Test
    void whatTheServerHasForgottenIsListedAgain() {
        server.put("item-a", slice("grpc", 9000, "10.0.0.1"));
        try (PodWatch _ = cluster.watch(ITEM, heard)) {
            Eventually.passes(() -> assertThat(server.watches()).isEqualTo(1));

            server.putAndForget("item-a", slice("grpc", 9000, "10.0.0.3"));

            Eventually.passes(() -> assertThat(heard.last()).containsExactly(THREE));
            assertThat(server.lists()).isEqualTo(2);
        }
    }

    @Test
    void whileTheServerIsAwayWhatWasKnownIsNotTakenBack() {
        server.put("item-a", slice("grpc", 9000, "10.0.0.1"));
        try (PodWatch _ = cluster.watch(ITEM, heard)) {
            Eventually.passes(() -> assertThat(heard.last()).containsExactly(ONE));

            server.away(true);
            Eventually.passes(() -> assertThat(heard.failures).isNotEmpty());
            assertThat(heard.last()).containsExactly(ONE);

            server.away(false);
            server.put("item-a", slice("grpc", 9000, "10.0.0.2"));
            Eventually.passes(() -> assertThat(heard.last()).containsExactly(TWO));
        }
    }

    @Test
    void aServerThatIsNotThereYetIsAskedAgain() {
        server.away(true);
        server.put("item-a", slice("grpc", 9000, "10.0.0.1"));
        try (PodWatch _ = cluster.watch(ITEM, heard)) {
            Eventually.passes(() -> assertThat(heard.failures).isNotEmpty());
            assertThat(heard.found).isEmpty();

            server.away(false);

            Eventually.passes(() -> assertThat(heard.last()).containsExactly(ONE));
        }
    }

    @Test
    void aServiceWithoutPodsHasNone() {
        try (PodWatch _ = cluster.watch(ITEM, heard)) {
            Eventually.passes(() -> assertThat(heard.found).containsExactly(List.of()));
        }
    }

    private static final class Heard implements PodListener {
        private final List<List<PodAddress>> found = new CopyOnWriteArrayList<>();
        private final List<String> failures = new CopyOnWriteArrayList<>();

        List<PodAddress> last() {
            return found.isEmpty() ? List.of() : found.getLast();
        }

        @Override
        public void found(List<PodAddress> pods) {
            found.add(pods);
        }

        @Override
        public void failed(String reason) {
            failures.add(reason);
        }
    }
}
