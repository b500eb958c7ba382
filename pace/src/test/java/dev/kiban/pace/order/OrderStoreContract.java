package dev.kiban.pace.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.kernel.PaceName;
import dev.kiban.pace.Rate;
import dev.kiban.pace.order.Given.Made;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What holds of each store of orders.
abstract class OrderStoreContract {
    private static final Instant NOW = Instant.parse("2026-11-22T03:00:00.123456Z");
    private static final PaceName PUSH = new PaceName("push");
    private static final PaceName MAIL = new PaceName("mail");

    abstract OrderStore store();

    @Test
    void keepsAllOfAnOrder() {
        OrderStore store = store();
        Given pause = given(PUSH, new Order.Pause(), 1);
        Given ratio =
                new Given(
                        PUSH,
                        "ratio",
                        Optional.of(new Order.Ratio(50)),
                        Optional.of(NOW.plus(Duration.ofHours(1))),
                        new Made("amy", "the replica lags", NOW),
                        2);
        Given lifted = new Given(MAIL, "pause", Optional.empty(), Optional.empty(), made(), 3);

        store.put(pause);
        store.put(ratio);
        store.put(lifted);

        assertThat(store.all()).containsExactlyInAnyOrder(pause, ratio, lifted);
    }

    @Test
    void theLaterOneAboutAThingCountsWhicheverComesFirst() {
        OrderStore store = store();
        Given early = given(PUSH, new Order.OtherRate("all", Rate.perSecond(5)), 7);
        Given late = given(PUSH, new Order.OtherRate("all", Rate.perSecond(9)), 8);
        Given other = given(PUSH, new Order.OtherRate("x-sender", Rate.perHour(9)), 3);

        store.put(late);
        store.put(early);
        store.put(other);

        assertThat(store.all()).containsExactlyInAnyOrder(late, other);
    }

    private static Given given(PaceName pace, Order order, long event) {
        return new Given(pace, order.about(), Optional.of(order), Optional.empty(), made(), event);
    }

    private static Made made() {
        return new Made("amy", "", NOW);
    }
}
