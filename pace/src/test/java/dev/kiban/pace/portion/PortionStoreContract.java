package dev.kiban.pace.portion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.kernel.PaceName;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every store of portions does.
abstract class PortionStoreContract {
    private static final PaceName PUSH = new PaceName("push");
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Allotment TWO = new Allotment(2);

    private final Set<String> heard = new HashSet<>();

    @BeforeEach
    void forget() {
        heard.clear();
    }

    abstract PortionStore store();

    /// Lets so much time pass.
    abstract void pass(Duration time);

    @Test
    void neverGivesTwoReplicasTheSame() {
        PortionStore store = store();
        Portion alone = renew(store, "a", wants(1, Portion.NONE));

        Portion second = renew(store, "b", wants(1, Portion.NONE));
        Portion first = renew(store, "a", wants(1, alone));

        assertThat(alone.partsPerMillion()).isEqualTo(500_000);
        assertThat(second.partsPerMillion() + first.partsPerMillion())
                .isLessThanOrEqualTo(1_000_000);
        assertThat(second.jobs() + first.jobs()).isLessThanOrEqualTo(10);
    }

    @Test
    void lendsWhatOneDoesNotUse() {
        PortionStore store = store();
        renew(store, "b", wants(0, Portion.NONE));

        Portion busy = renew(store, "a", wants(1, Portion.NONE));
        Portion idle = renew(store, "b", wants(0, new Portion(500_000, 5)));
        Portion stillIdle = renew(store, "b", wants(0, idle));
        Portion busier = renew(store, "a", wants(1, busy));

        assertThat(busy.partsPerMillion()).isEqualTo(500_000);
        assertThat(stillIdle.partsPerMillion()).isEqualTo(25_000);
        assertThat(busier.partsPerMillion()).isEqualTo(975_000);
    }

    /// Who was told that it has less may not have heard it.
    @Test
    void countsWhatOneHadUntilItHasHeardThatItHasLess() {
        PortionStore store = store();
        Portion all = renew(store, "a", wants(1, Portion.NONE));
        renew(store, "b", wants(1, Portion.NONE));
        renew(store, "a", wants(0, all));

        Portion before = renew(store, "b", wants(1, Portion.NONE));
        renew(store, "a", wants(0, new Portion(25_000, 1)));
        Portion after = renew(store, "b", wants(1, before));

        assertThat(before.partsPerMillion()).isEqualTo(500_000);
        assertThat(after.partsPerMillion()).isEqualTo(975_000);
    }

    @Test
    void leavesWhatIsSafeForOneThatIsNotHeardOf() {
        PortionStore store = store();
        Portion a = renew(store, "a", wants(1, Portion.NONE));
        renew(store, "b", wants(0, Portion.NONE));

        pass(LEASE.plusSeconds(1));

        assertThat(renew(store, "a", wants(1, a)).partsPerMillion()).isEqualTo(500_000);
    }

    /// One that takes its place could not be heard of, and goes on with what is safe.
    @Test
    void leavesWhatIsSafeForOneThatTakesThePlaceOfAnother() {
        PortionStore store = store();
        renew(store, "a", wants(1, Portion.NONE));
        Portion b = renew(store, "b", wants(1, Portion.NONE));
        store.giveBack("a");

        Portion third = renew(store, "c", wants(1, Portion.NONE));
        renew(store, "b", wants(1, b));
        Portion known = renew(store, "c", wants(1, third));

        assertThat(third).isEqualTo(Portion.NONE);
        assertThat(known).isEqualTo(new Portion(500_000, 5));
    }

    private static Demand wants(double part, Portion has) {
        return new Demand(part, part > 0 ? 10 : 0, 0, 10, has);
    }

    private Portion renew(PortionStore store, String replica, Demand demand) {
        boolean isNew = heard.add(replica);
        return store.renew(new Renewing(replica, isNew, TWO, LEASE), () -> Map.of(PUSH, demand))
                .getOrDefault(PUSH, Portion.NONE);
    }
}
