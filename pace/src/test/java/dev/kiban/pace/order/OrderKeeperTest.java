package dev.kiban.pace.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.kernel.PaceName;
import dev.kiban.pace.order.Given.Made;
import dev.kiban.runtime.telemetry.log.Log;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderKeeperTest {
    private static final PaceName PUSH = new PaceName("push");
    private static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");

    @TempDir private Path folder;
    private final FakeOrders store = new FakeOrders();
    private final List<String> log = new ArrayList<>();
    private Orders obeyed = Orders.NONE;

    @Test
    void goesByWhatTheStoreHas() {
        OrderKeeper keeper = keeper(Optional.of(store));
        store.put(given(new Order.Pause()));

        keeper.round();

        assertThat(obeyed.paused(PUSH, NOW)).isTrue();
    }

    @Test
    void goesByWhatItKnewLastWhereTheStoreIsAway() {
        OrderKeeper before = keeper(Optional.of(store));
        store.put(given(new Order.Pause()));
        before.round();
        obeyed = Orders.NONE;

        OrderKeeper after = keeper(Optional.empty());
        after.start();
        after.close();

        assertThat(obeyed.paused(PUSH, NOW)).isTrue();
    }

    @Test
    void beginsWithoutOrdersIfItCannotReadThem() throws IOException {
        Files.writeString(folder.resolve("orders"), "push\tfly\t-\t1\n");

        OrderKeeper keeper = keeper(Optional.empty());
        keeper.start();
        keeper.close();

        assertThat(obeyed).isEqualTo(Orders.NONE);
        assertThat(log.toString()).contains("Orders are forgotten");
    }

    private OrderKeeper keeper(Optional<OrderStore> from) {
        return new OrderKeeper(
                new OrderFile(folder.resolve("orders")),
                () -> from,
                orders -> obeyed = orders,
                Log.to(log::add));
    }

    private static Given given(Order order) {
        return new Given(
                PUSH,
                order.about(),
                Optional.of(order),
                Optional.empty(),
                new Made("amy", "", NOW),
                1);
    }
}
