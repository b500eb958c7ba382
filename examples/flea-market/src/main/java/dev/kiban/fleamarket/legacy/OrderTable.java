package dev.kiban.fleamarket.legacy;

import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;

/// All orders, ids from 1. New ones are rare, so each makes a copy of the list and readers need no
/// lock.
final class OrderTable {
    static final int MAX_ORDERS = 10_000;

    private static final int ORDERS_PER_USER = 2;

    private final List<Order> rows;
    private final InstantSource clock;

    private OrderTable(List<Order> rows, InstantSource clock) {
        this.rows = new CopyOnWriteArrayList<>(rows);
        this.clock = clock;
    }

    static OrderTable of(UserTable users, RandomGenerator random, InstantSource clock) {
        List<Order> orders = new ArrayList<>();
        for (User user : users.rows()) {
            for (int i = 0; i < ORDERS_PER_USER; i++) {
                String item = "m" + random.nextInt(1, 5_000);
                LocalDateTime placed = user.registered().plusHours(random.nextInt(1, 50_000));
                int yen = random.nextInt(3, 300) * 100;
                orders.add(new Order(orders.size() + 1, user.id(), item, yen, placed));
            }
        }
        return new OrderTable(orders, clock);
    }

    List<Order> rows() {
        return rows;
    }

    List<Order> of(int userId) {
        return rows.stream().filter(order -> order.userId() == userId).toList();
    }

    Optional<Order> find(int id) {
        return id >= 1 && id <= rows.size() ? Optional.of(rows.get(id - 1)) : Optional.empty();
    }

    /// Adds an order at the end.
    ///
    /// @return empty if the table is full
    synchronized Optional<Order> place(User user, String itemId) {
        if (rows.size() >= MAX_ORDERS) {
            return Optional.empty();
        }
        LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), LegacyDate.TOKYO);
        Order order = new Order(rows.size() + 1, user.id(), itemId, 0, now);
        rows.add(order);
        return Optional.of(order);
    }
}
