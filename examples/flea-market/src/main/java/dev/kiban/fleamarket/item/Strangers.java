package dev.kiban.fleamarket.item;

import dev.kiban.fleamarket.item.v1.Item;
import dev.kiban.fleamarket.item.v1.State;
import java.util.random.RandomGenerator;

/// Strangers on the market. Each time one of them acts, something is liked, marked down, bought or
/// put up for sale again; the number of items stays as it is.
final class Strangers {
    private static final String[] NAMES = {"haruka", "sota", "mei", "ren", "yui", "kaito"};

    private final Stall stall;
    private final RandomGenerator random;

    Strangers(Stall stall, RandomGenerator random) {
        this.stall = stall;
        this.random = random;
    }

    void act() {
        if (stall.size() == 0) {
            return;
        }
        ItemId id = new ItemId(1 + random.nextInt(stall.size()));
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> stall.change(id, Strangers::markDown);
            case 3, 4 -> stall.buy(id, NAMES[random.nextInt(NAMES.length)]);
            case 5 -> stall.change(id, Strangers::putUpAgain);
            default -> stall.like(id);
        }
    }

    private static Item markDown(Item item) {
        int lower = Math.max(ItemRules.MIN_PRICE_YEN, item.getPriceYen() / 100 * 90);
        return item.toBuilder().setPriceYen(lower).build();
    }

    private static Item putUpAgain(Item item) {
        return item.toBuilder().setState(State.ON_SALE).clearSale().build();
    }
}
