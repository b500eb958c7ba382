package dev.kiban.fleamarket.item;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.fleamarket.item.v1.Item;
import dev.kiban.fleamarket.item.v1.State;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StallTest {
    private static final Instant NOON = Instant.parse("2026-04-01T12:00:00Z");

    private final Stall stall =
            new Stall(new ItemSeed(new Random(7)).items(50), InstantSource.fixed(NOON));

    @Test
    void listsANewItemUnderTheNextNumberAndSetsWhatTheServerSets() {
        Item draft = Item.newBuilder().setTitle("急須").setPriceYen(900).setLikes(99).build();

        Item listed = stall.add(draft).orElseThrow();

        assertThat(listed.getId()).isEqualTo("m51");
        assertThat(listed.getLikes()).isZero();
        assertThat(listed.getState()).isEqualTo(State.ON_SALE);
        assertThat(listed.getListedAt().getSeconds()).isEqualTo(NOON.getEpochSecond());
        assertThat(stall.newestFirst().iterator().next()).isEqualTo(listed);
    }

    @Test
    void isFullAtItsLimit() {
        Stall full =
                new Stall(
                        new ItemSeed(new Random(7)).items(Stall.MAX_ITEMS),
                        InstantSource.fixed(NOON));

        assertThat(full.add(Item.getDefaultInstance())).isEmpty();
    }

    @Test
    void sellsAnItemOnce() {
        ItemId id = idOf(onSale());

        assertThat(stall.buy(id, "mei")).isInstanceOf(Purchase.Bought.class);
        assertThat(stall.buy(id, "ren")).isInstanceOf(Purchase.NotOnSale.class);
        assertThat(stall.find(id).orElseThrow().getSale().getBuyer()).isEqualTo("mei");
        assertThat(stall.buy(new ItemId(999), "mei")).isInstanceOf(Purchase.NoSuchItem.class);
    }

    @Test
    void strangersChangeItemsButNeverHowManyThereAre() {
        List<Item> before = List.copyOf(stall.newestFirst());
        Strangers strangers = new Strangers(stall, new Random(7));

        for (int i = 0; i < 500; i++) {
            strangers.act();
        }

        assertThat(stall.newestFirst()).hasSameSizeAs(before).isNotEqualTo(before);
        assertThat(stall.newestFirst())
                .allSatisfy(item -> assertThat(ItemRules.violations(item)).isEmpty());
    }

    private Item onSale() {
        return stall.newestFirst().stream()
                .filter(item -> item.getState() == State.ON_SALE)
                .findFirst()
                .orElseThrow();
    }

    private static ItemId idOf(Item item) {
        return ItemId.parse(item.getId()).orElseThrow();
    }
}
