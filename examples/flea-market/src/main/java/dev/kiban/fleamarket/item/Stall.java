package dev.kiban.fleamarket.item;

import com.google.protobuf.Timestamp;
import dev.kiban.fleamarket.item.v1.Item;
import dev.kiban.fleamarket.item.v1.ItemEvent;
import dev.kiban.fleamarket.item.v1.ItemEvent.Kind;
import dev.kiban.fleamarket.item.v1.Sale;
import dev.kiban.fleamarket.item.v1.State;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/// Everything that is for sale, in memory, and everyone who watches it.
///
/// Reads go straight to the sorted map. All changes happen under one lock, so that every
/// watcher sees every event once and in the order in which it happened.
final class Stall {
    static final int MAX_ITEMS = 20_000;
    static final int MAX_WATCHERS = 1_000;

    /// So many past events greet a new watcher.
    private static final int RECENT = 3;

    private final ConcurrentSkipListMap<ItemId, Item> items = new ConcurrentSkipListMap<>();
    private final InstantSource clock;

    private final ReentrantLock changes = new ReentrantLock();
    // Guarded by `changes`.
    private final Deque<ItemEvent> recent = new ArrayDeque<>();
    private final Set<Watcher> watchers = new LinkedHashSet<>();

    Stall(Collection<Item> items, InstantSource clock) {
        this.clock = clock;
        items.forEach(item -> this.items.put(idOf(item), item));
    }

    int size() {
        return items.size();
    }

    Optional<Item> find(ItemId id) {
        return Optional.ofNullable(items.get(id));
    }

    /// Newest first.
    Collection<Item> newestFirst() {
        return items.descendingMap().values();
    }

    /// Newest first, from the one that was listed just before this.
    Collection<Item> newestBefore(ItemId id) {
        return items.headMap(id).descendingMap().values();
    }

    /// Lists a new item under the next number.
    ///
    /// @return empty if the stall is full
    Optional<Item> add(Item draft) {
        changes.lock();
        try {
            if (items.size() >= MAX_ITEMS) {
                return Optional.empty();
            }
            ItemId id = items.isEmpty() ? ItemId.FIRST : items.lastKey().next();
            Timestamp now = now();
            Item item =
                    draft.toBuilder()
                            .setId(id.toString())
                            .setState(State.ON_SALE)
                            .clearLikes()
                            .clearSale()
                            .setListedAt(now)
                            .setUpdatedAt(now)
                            .build();
            return Optional.of(keep(item, Kind.LISTED));
        } finally {
            changes.unlock();
        }
    }

    /// Changes an item.
    ///
    /// @return the item after the change; empty if there is no such item
    Optional<Item> change(ItemId id, UnaryOperator<Item> change) {
        return apply(id, Kind.CHANGED, change);
    }

    /// Counts one more like.
    ///
    /// @return the item after it; empty if there is no such item
    Optional<Item> like(ItemId id) {
        return apply(
                id, Kind.LIKED, item -> item.toBuilder().setLikes(item.getLikes() + 1).build());
    }

    /// Sells it, once.
    Purchase buy(ItemId id, String buyer) {
        changes.lock();
        try {
            Item item = items.get(id);
            if (item == null) {
                return new Purchase.NoSuchItem();
            }
            if (item.getState() != State.ON_SALE) {
                return new Purchase.NotOnSale(item);
            }
            Timestamp now = now();
            Sale sale = Sale.newBuilder().setBuyer(buyer).setSoldAt(now).build();
            Item sold =
                    item.toBuilder()
                            .setState(State.TRADING)
                            .setSale(sale)
                            .setUpdatedAt(now)
                            .build();
            return new Purchase.Bought(keep(sold, Kind.SOLD));
        } finally {
            changes.unlock();
        }
    }

    /// Adds a watcher, and tells it the latest events.
    ///
    /// @return false if there are too many already
    boolean watch(Watcher watcher) {
        changes.lock();
        try {
            if (watchers.size() >= MAX_WATCHERS) {
                return false;
            }
            watchers.add(watcher);
            recent.forEach(watcher::tell);
            return true;
        } finally {
            changes.unlock();
        }
    }

    void unwatch(Watcher watcher) {
        changes.lock();
        try {
            watchers.remove(watcher);
        } finally {
            changes.unlock();
        }
    }

    void endWatches() {
        changes.lock();
        try {
            List.copyOf(watchers).forEach(Watcher::end);
            watchers.clear();
        } finally {
            changes.unlock();
        }
    }

    private Optional<Item> apply(ItemId id, Kind kind, UnaryOperator<Item> change) {
        changes.lock();
        try {
            return find(id).map(change)
                    .map(item -> item.toBuilder().setUpdatedAt(now()).build())
                    .map(item -> keep(item, kind));
        } finally {
            changes.unlock();
        }
    }

    private Item keep(Item item, Kind kind) {
        items.put(idOf(item), item);
        ItemEvent event =
                ItemEvent.newBuilder()
                        .setKind(kind)
                        .setItem(item)
                        .setAt(item.getUpdatedAt())
                        .build();
        if (recent.size() == RECENT) {
            recent.removeFirst();
        }
        recent.addLast(event);
        watchers.forEach(watcher -> watcher.tell(event));
        return item;
    }

    private Timestamp now() {
        Instant now = clock.instant();
        return Timestamp.newBuilder()
                .setSeconds(now.getEpochSecond())
                .setNanos(now.getNano())
                .build();
    }

    private static ItemId idOf(Item item) {
        return ItemId.parse(item.getId()).orElseThrow();
    }
}
