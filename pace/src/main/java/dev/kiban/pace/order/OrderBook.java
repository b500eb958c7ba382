package dev.kiban.pace.order;

import dev.kiban.kernel.PaceName;
import dev.kiban.pace.order.Given.Made;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Takes orders about paces.
///
/// ```java
/// OrderBook book = new OrderBook(store, news, clock);
/// book.order(push, new Order.Ratio(50), wish);
/// book.asDefined(push, Order.Ratio.ABOUT, wish);
/// ```
///
/// The ledger is told first: what nobody could find does not count. If the program ends between the
/// two, the ledger knows of an order that whoever gave it has to give again. Of two at once, that
/// counts which the ledger knows later.
public final class OrderBook {
    /// An order that is meant for longer belongs into the definition.
    public static final Duration LONGEST = Duration.ofDays(30);

    private final OrderStore store;
    private final OrderNews news;
    private final InstantSource clock;

    public OrderBook(OrderStore store, OrderNews news, InstantSource clock) {
        this.store = store;
        this.news = news;
        this.clock = clock;
    }

    /// Who wants it, and why.
    ///
    /// @param lasts how long; empty if until somebody says otherwise
    public record Wish(Optional<Duration> lasts, String by, String reason) {

        /// @throws IllegalArgumentException if it lasts no time, or for too long
        public Wish {
            lasts.ifPresent(
                    time -> {
                        if (!time.isPositive() || time.compareTo(LONGEST) > 0) {
                            throw new IllegalArgumentException(
                                    "an order lasts for up to %d days; what is meant for longer belongs into the definition"
                                            .formatted(LONGEST.toDays()));
                        }
                    });
        }
    }

    /// From now on, in place of what was ordered about the same thing.
    public Given order(PaceName pace, Order order, Wish wish) {
        return give(pace, order.about(), Optional.of(order), wish);
    }

    /// What was ordered about something does not hold any more.
    ///
    /// @return empty if nothing was
    public Optional<Given> asDefined(PaceName pace, String about, Wish wish) {
        return holding(pace).stream()
                .filter(given -> given.about().equals(about))
                .findFirst()
                .map(_ -> give(pace, about, Optional.empty(), wish));
    }

    /// What holds of a pace now, by what it is about.
    public List<Given> holding(PaceName pace) {
        Instant now = clock.instant();
        return store.all().stream()
                .filter(given -> given.pace().equals(pace))
                .filter(given -> given.holds(now))
                .sorted(Comparator.comparing(Given::about))
                .toList();
    }

    private Given give(PaceName pace, String about, Optional<Order> order, Wish wish) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Optional<Instant> until = wish.lasts().map(now::plus);
        Made made = new Made(wish.by(), wish.reason(), now);
        long event = news.tell(pace, about, order, until, made);
        Given given = new Given(pace, about, order, until, made, event);
        store.put(given);
        return given;
    }
}
