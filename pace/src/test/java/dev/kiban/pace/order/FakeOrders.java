package dev.kiban.pace.order;

import dev.kiban.kernel.PaceName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Orders in memory.
public final class FakeOrders implements OrderStore {
    private final Map<At, Given> given = new LinkedHashMap<>();

    private record At(PaceName pace, String about) {}

    @Override
    public void put(Given next) {
        given.merge(
                new At(next.pace(), next.about()),
                next,
                (before, after) -> after.event() > before.event() ? after : before);
    }

    @Override
    public List<Given> all() {
        return List.copyOf(given.values());
    }
}
