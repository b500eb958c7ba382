package dev.kiban.fleamarket.item;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import dev.kiban.fleamarket.item.v1.Condition;
import dev.kiban.fleamarket.item.v1.Item;
import dev.kiban.fleamarket.item.v1.Sale;
import dev.kiban.fleamarket.item.v1.Seller;
import dev.kiban.fleamarket.item.v1.Shipping;
import dev.kiban.fleamarket.item.v1.State;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Makes up a market: the same random numbers give the same items, down to the second.
final class ItemSeed {
    private static final Instant OPENING = Instant.parse("2026-01-05T00:00:00Z");
    private static final int SECONDS_BETWEEN_LISTINGS = 617;
    private static final int SELLERS = 200;

    private static final Condition[] CONDITIONS = {
        Condition.NEW, Condition.LIKE_NEW, Condition.GOOD, Condition.WORN, Condition.POOR
    };

    private final RandomGenerator random;
    private final List<Seller> sellers;

    ItemSeed(RandomGenerator random) {
        this.random = random;
        this.sellers = IntStream.rangeClosed(1, SELLERS).mapToObj(this::seller).toList();
    }

    /// Items `m1` to `m{count}`, oldest first.
    List<Item> items(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(this::item).toList();
    }

    private Item item(int number) {
        Goods.Kind kind = pick(Goods.KINDS);
        Goods.Words brand = pick(Goods.BRANDS);
        Goods.Words remark = pick(Goods.REMARKS);
        Instant listed = OPENING.plusSeconds((long) number * SECONDS_BETWEEN_LISTINGS);
        Item.Builder item =
                Item.newBuilder()
                        .setId(new ItemId(number).toString())
                        .setTitle("%s %s %s".formatted(brand.ja(), kind.name().ja(), remark.ja()))
                        .setTitleEn(
                                "%s %s, %s".formatted(brand.en(), kind.name().en(), remark.en()))
                        .setDescription(pick(Goods.DESCRIPTIONS))
                        .setPriceYen(price(kind))
                        .setCondition(CONDITIONS[random.nextInt(CONDITIONS.length)])
                        .setSeller(pick(sellers))
                        .addAllCategories(kind.categories())
                        .putAttributes("brand", brand.en())
                        .putAttributes("colour", pick(Goods.COLOURS))
                        .setShipping(shipping())
                        .setLikes(random.nextInt(random.nextInt(1, 300)))
                        .setListedAt(timestamp(listed));
        return sell(item, listed).build();
    }

    private Item.Builder sell(Item.Builder item, Instant listed) {
        State state = state();
        item.setState(state).setUpdatedAt(timestamp(listed));
        if (state == State.ON_SALE) {
            return item;
        }
        Timestamp sold = timestamp(listed.plusSeconds(random.nextInt(60, 14 * 86_400)));
        Sale sale = Sale.newBuilder().setBuyer(pick(Goods.NAMES)).setSoldAt(sold).build();
        return item.setSale(sale).setUpdatedAt(sold);
    }

    private State state() {
        int of100 = random.nextInt(100);
        if (of100 < 70) {
            return State.ON_SALE;
        }
        return of100 < 75 ? State.TRADING : State.SOLD_OUT;
    }

    /// Low prices are more common than high ones, and most end in 80 or 00, as prices do.
    private int price(Goods.Kind kind) {
        double share = random.nextDouble() * random.nextDouble();
        int yen = kind.minYen() + (int) (share * (kind.maxYen() - kind.minYen()));
        return Math.max(ItemRules.MIN_PRICE_YEN, yen / 100 * 100 - (random.nextBoolean() ? 20 : 0));
    }

    private Shipping shipping() {
        Shipping.Builder shipping =
                Shipping.newBuilder()
                        .setFrom(pick(Goods.PREFECTURES))
                        .setWithin(
                                Duration.newBuilder().setSeconds(86_400L * random.nextInt(1, 8)));
        return random.nextInt(4) == 0
                ? shipping.setPaidByBuyerYen(100 * random.nextInt(2, 15)).build()
                : shipping.setPaidBySeller(true).build();
    }

    private Seller seller(int number) {
        Seller.Builder seller =
                Seller.newBuilder()
                        .setId("s" + number)
                        .setName(pick(Goods.NAMES) + random.nextInt(10, 100));
        boolean newcomer = random.nextInt(10) == 0;
        return newcomer
                ? seller.build()
                : seller.setRating((30 + random.nextInt(21)) / 10.0).build();
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static Timestamp timestamp(Instant instant) {
        return Timestamp.newBuilder().setSeconds(instant.getEpochSecond()).build();
    }
}
