package dev.kiban.pace.order;

import static dev.kiban.runtime.telemetry.log.LogKey.COUNT;
import static dev.kiban.runtime.telemetry.log.LogKey.REASON;

import dev.kiban.runtime.lifecycle.Beat;
import dev.kiban.runtime.telemetry.log.Log;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Keeps a pace server on the orders that count: takes them from the store once a second, and keeps
/// them in a file, by which it goes on where the store is away, and begins again.
///
/// ```java
/// OrderKeeper keeper = new OrderKeeper(file, stores::orders, cruise::obey, log);
/// keeper.start();
/// ```
public final class OrderKeeper implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final OrderFile file;
    private final Supplier<Optional<OrderStore>> store;
    private final Consumer<Orders> obey;
    private final Log log;
    private final Beat beat;
    private Orders known = Orders.NONE;
    private Orders written = Orders.NONE;

    /// @param store while it is open
    /// @param obey has the pacer go by other orders
    public OrderKeeper(
            OrderFile file, Supplier<Optional<OrderStore>> store, Consumer<Orders> obey, Log log) {
        this.file = file;
        this.store = store;
        this.obey = obey;
        this.log = log;
        this.beat = new Beat("orders", PAUSE, this::round, log);
    }

    /// Begins with what was known last.
    public void start() {
        try {
            known = file.read();
            written = known;
        } catch (UncheckedIOException | IllegalArgumentException e) {
            log.warn("Orders are forgotten", REASON.is(String.valueOf(e.getMessage())));
        }
        obey.accept(known);
        beat.start();
    }

    @Override
    public void close() {
        beat.close();
    }

    /// Looks once.
    void round() {
        store.get().map(OrderStore::all).map(Orders::new).ifPresent(this::take);
    }

    private void take(Orders now) {
        if (!now.equals(known)) {
            obey.accept(now);
            known = now;
            log.info("Paces go by new orders", COUNT.is(now.all().size()));
        }
        if (!now.equals(written)) {
            file.write(now);
            written = now;
        }
    }
}
