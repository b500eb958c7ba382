package dev.kiban.fleamarket.item;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.fleamarket.item.v1.Item;
import dev.kiban.fleamarket.item.v1.State;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ItemSeedTest {
    private final List<Item> items = new ItemSeed(new Random(7)).items(2_000);

    @Test
    void theSameSeedMakesTheSameMarket() {
        assertThat(new ItemSeed(new Random(7)).items(2_000)).isEqualTo(items);
        assertThat(new ItemSeed(new Random(8)).items(2_000)).isNotEqualTo(items);
    }

    @Test
    void everyItemKeepsTheRulesThatSellersMustKeep() {
        assertThat(items).allSatisfy(item -> assertThat(ItemRules.violations(item)).isEmpty());
    }

    @Test
    void idsCountFromM1InTheOrderOfListing() {
        assertThat(items.getFirst().getId()).isEqualTo("m1");
        assertThat(items.getLast().getId()).isEqualTo("m2000");
        assertThat(items)
                .extracting(item -> item.getListedAt().getSeconds())
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void whatIsSoldHasABuyerAndWhatIsOnSaleHasNone() {
        assertThat(items)
                .allSatisfy(
                        item ->
                                assertThat(item.hasSale())
                                        .isEqualTo(item.getState() != State.ON_SALE));
        assertThat(items)
                .extracting(Item::getState)
                .contains(State.ON_SALE, State.TRADING, State.SOLD_OUT);
    }
}
