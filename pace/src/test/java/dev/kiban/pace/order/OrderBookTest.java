package dev.kiban.pace.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.kiban.kernel.PaceName;
import dev.kiban.kernel.Share;
import dev.kiban.pace.Rate;
import dev.kiban.pace.order.OrderBook.Wish;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OrderBookTest {
    private static final PaceName PUSH = new PaceName("push");
    private static final Wish WISH = new Wish(Optional.of(Duration.ofHours(1)), "amy", "it lags");

    private final List<String> told = new ArrayList<>();
    private final FakeOrders store = new FakeOrders();
    private Instant now = Instant.parse("2026-11-22T03:00:00Z");
    private final OrderBook book =
            new OrderBook(
                    store,
                    (pace, about, order, until, made) -> {
                        told.add(
                                "%s %s by %s"
                                        .formatted(
                                                pace,
                                                order.map(Order::written).orElse("no " + about),
                                                made.by()));
                        return told.size();
                    },
                    () -> now);

    @Test
    void theLastOrderAboutAThingHolds() {
        book.order(PUSH, new Order.Ratio(50), WISH);
        book.order(PUSH, new Order.Ratio(20), WISH);
        book.order(PUSH, new Order.Pause(), WISH);

        assertThat(book.holding(PUSH))
                .extracting(given -> given.order().orElseThrow())
                .containsExactly(new Order.Pause(), new Order.Ratio(20));
        assertThat(told)
                .containsExactly(
                        "push ratio 50% by amy", "push ratio 20% by amy", "push pause by amy");
    }

    @Test
    void anOrderEndsByItself() {
        book.order(PUSH, new Order.Ratio(50), WISH);

        now = now.plus(Duration.ofMinutes(59));
        assertThat(book.holding(PUSH)).hasSize(1);
        now = now.plus(Duration.ofMinutes(1));

        assertThat(book.holding(PUSH)).isEmpty();
    }

    @Test
    void whatWasOrderedIsEndedOnce() {
        book.order(PUSH, new Order.Pause(), WISH);

        assertThat(book.asDefined(PUSH, "pause", WISH)).isPresent();
        assertThat(book.asDefined(PUSH, "pause", WISH)).isEmpty();

        assertThat(book.holding(PUSH)).isEmpty();
        assertThat(told).containsExactly("push pause by amy", "push no pause by amy");
    }

    @Test
    void nothingCountsThatTheLedgerDoesNotTake() {
        OrderBook untold =
                new OrderBook(
                        store,
                        (pace, about, order, until, made) -> {
                            throw new IllegalStateException("the ledger is away");
                        },
                        () -> now);

        assertThatIllegalStateException()
                .isThrownBy(() -> untold.order(PUSH, new Order.Pause(), WISH));

        assertThat(book.holding(PUSH)).isEmpty();
    }

    @Test
    void ratesAreOtherOnesAndPartsOfThem() {
        Rate declared = Rate.perSecond(500);
        book.order(PUSH, new Order.OtherRate("x-sender", Rate.perSecond(3)), WISH);
        book.order(PUSH, new Order.Ratio(50), WISH);

        Orders orders = new Orders(store.all());

        assertThat(orders.rate(PUSH, "all", declared, now)).isEqualTo(Rate.perSecond(250));
        assertThat(orders.rate(PUSH, "x-sender", declared, now).anHour()).isEqualTo(5_400);
        assertThat(orders.rate(new PaceName("mail"), "all", declared, now)).isEqualTo(declared);
        assertThat(orders.rate(PUSH, "all", declared, now.plus(Duration.ofHours(1))))
                .isEqualTo(declared);
    }

    @Test
    void aPartOfLittleIsNotNothing() {
        book.order(PUSH, new Order.Ratio(1), WISH);

        assertThat(new Orders(store.all()).rate(PUSH, "all", Rate.perHour(3), now))
                .isEqualTo(Rate.perHour(1));
    }

    @Test
    void sharesAreOtherOnesAlsoOfWhoIsNotNamed() {
        Map<String, Share> declared = Map.of("v2", Share.parse("5%"));
        book.order(PUSH, new Order.OtherShare("v2", Share.parse("25%")), WISH);
        book.order(PUSH, new Order.OtherShare("v3", Share.parse("1%")), WISH);

        Orders orders = new Orders(store.all());

        assertThat(orders.shares(PUSH, declared, now))
                .isEqualTo(Map.of("v2", Share.parse("25%"), "v3", Share.parse("1%")));
        assertThat(orders.shares(PUSH, declared, now.plus(Duration.ofHours(1))))
                .isEqualTo(declared);
    }

    /// A definition may change under an order.
    @Test
    void whatWasOrderedComesFirstIfSharesAreMoreThanThereIs() {
        Map<String, Share> declared = Map.of("v1", Share.parse("30%"), "v2", Share.parse("5%"));
        book.order(PUSH, new Order.OtherShare("v2", Share.parse("90%")), WISH);

        assertThat(new Orders(store.all()).shares(PUSH, declared, now))
                .isEqualTo(Map.of("v1", Share.parse("10%"), "v2", Share.parse("90%")));
    }

    @Test
    void refusesWhatMakesNoSense() {
        for (String value : List.of("", "rest", "a b", "-v2", "v".repeat(64))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Order.OtherShare(value, Share.parse("5%")));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new Order.Ratio(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Order.Ratio(101));
        assertThatIllegalArgumentException().isThrownBy(() -> new Order.Campaign(5, now, now));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Order.Campaign(0, now, now.plusSeconds(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Order.OtherRate("all", Rate.NONE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Wish(Optional.of(Duration.ofDays(31)), "amy", ""));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Wish(Optional.of(Duration.ZERO), "amy", ""));
    }

    @Test
    void readsWhatItWrites() {
        for (Order order :
                List.of(
                        new Order.Pause(),
                        new Order.Ratio(7),
                        new Order.OtherRate("x-sender-2", Rate.perHour(77)),
                        new Order.OtherShare("2.0.1-rc+7", Share.parse("0.01%")),
                        new Order.Campaign(1_000_000, now, now.plusSeconds(7_200)))) {
            assertThat(Order.read(order.written())).isEqualTo(order);
        }
        assertThatIllegalArgumentException().isThrownBy(() -> Order.read("stop it"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Order.read("campaign 5 from now to then"));
    }
}
