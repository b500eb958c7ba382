package dev.kiban.pace.cruise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.runtime.telemetry.log.Log;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProgressKeeperTest {
    private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");
    private static final long MAIL = 7;

    private final FakeProgress store = new FakeProgress(() -> START);
    private Optional<ProgressStore> open = Optional.of(store);
    private int opened;
    private final Server one = new Server("one:1");
    private final Server other = new Server("other:1");

    /// A server with a campaign.
    private final class Server {
        private final ProgressKeeper keeper;
        private Map<Long, Leg> legs = Map.of();
        private Map<Long, Long> heard = Map.of();

        Server(String name) {
            keeper =
                    new ProgressKeeper(
                            name,
                            new ProgressKeeper.Ports(
                                    ProgressKeeperTest.this::open,
                                    () -> legs,
                                    heard -> this.heard = heard,
                                    () -> START),
                            Log.to(_ -> {}));
        }

        void goOn(long before, long since) {
            legs = Map.of(MAIL, new Leg(before, since));
            keeper.round();
        }
    }

    @Test
    void hearsOfJobsThatStartedElsewhere() {
        one.goOn(0, 10);
        other.goOn(0, 5);
        one.goOn(0, 12);
        other.goOn(0, 8);

        assertThat(one.heard).isEqualTo(Map.of(MAIL, 5L));
        assertThat(other.heard).isEqualTo(Map.of(MAIL, 12L));
    }

    @Test
    void countsJobsOnceThatItRemembersItself() {
        one.goOn(0, 10);

        Server again = new Server("one:1");
        again.goOn(10, 2);
        other.goOn(0, 0);

        assertThat(again.heard).isEqualTo(Map.of(MAIL, 0L));
        assertThat(other.heard).isEqualTo(Map.of(MAIL, 12L));
    }

    @Test
    void knowsFromTheStoreWhatItDoesNotRememberItself() {
        one.goOn(0, 10);

        Server again = new Server("one:1");
        again.goOn(4, 2); // the file was kept some time before
        again.goOn(4, 3);
        other.goOn(0, 0);

        assertThat(again.heard).isEqualTo(Map.of(MAIL, 6L));
        assertThat(other.heard).isEqualTo(Map.of(MAIL, 13L));
    }

    @Test
    void keepsToWhatItHeardLastWhileTheStoreIsAway() {
        other.goOn(0, 5);
        one.goOn(0, 10);
        open = Optional.empty();

        one.goOn(0, 20);

        assertThat(one.heard).isEqualTo(Map.of(MAIL, 5L));
        assertThat(store.told(Set.of(MAIL)))
                .isEqualTo(Map.of(MAIL, Map.of("one:1", 10L, "other:1", 5L)));
    }

    @Test
    void tellsOnceMoreWhenItEnds() {
        one.goOn(0, 10);
        one.legs = Map.of(MAIL, new Leg(0, 11));

        one.keeper.close();

        assertThat(store.told(Set.of(MAIL))).isEqualTo(Map.of(MAIL, Map.of("one:1", 11L)));
    }

    @Test
    void leavesTheStoreAloneWithoutCampaigns() {
        one.keeper.round();

        assertThat(opened).isZero();
    }

    private Optional<ProgressStore> open() {
        opened++;
        return open;
    }
}
