package dev.kiban.fleamarket.item;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Duration;
import com.google.protobuf.FieldMask;
import com.google.rpc.BadRequest.FieldViolation;
import dev.kiban.fleamarket.item.v1.Item;
import dev.kiban.fleamarket.item.v1.Seller;
import dev.kiban.fleamarket.item.v1.Shipping;
import java.util.List;
import org.junit.jupiter.api.Test;

class ItemRulesTest {
    private static final Item TEAPOT =
            Item.newBuilder()
                    .setTitle("急須")
                    .setDescription("Blue.")
                    .setPriceYen(1_200)
                    .putAttributes("size", "small")
                    .setSeller(Seller.newBuilder().setId("s1").setName("mei").setRating(4.5))
                    .build();

    @Test
    void saysAllThatIsWrongAtOnce() {
        Item item = Item.newBuilder().setTitleEn("x".repeat(81)).setPriceYen(299).build();

        assertThat(ItemRules.violations(item))
                .extracting(FieldViolation::getField)
                .containsExactly("item.title", "item.title_en", "item.price_yen");
    }

    @Test
    void countsCharactersAsPeopleDo() {
        Item item = TEAPOT.toBuilder().setTitle("𠮷".repeat(80)).build();

        assertThat(ItemRules.violations(item)).isEmpty();
    }

    @Test
    void refusesToMaskWhatTheServerSetsAndWhatIsNoField() {
        assertThat(ItemRules.violations(mask("title", "likes", "nope", "seller.nope", "title.x")))
                .extracting(FieldViolation::getDescription)
                .containsExactly(
                        "'likes' is set by the server",
                        "'nope' is no field of an item",
                        "'seller.nope' is no field of an item",
                        "'title.x' is no field of an item");
    }

    @Test
    void changesNothingButTheMaskedFields() {
        Item change = Item.newBuilder().setTitle("茶壺").setPriceYen(900).build();

        Item merged = ItemRules.merge(TEAPOT, change, mask("price_yen"));

        assertThat(merged).isEqualTo(TEAPOT.toBuilder().setPriceYen(900).build());
    }

    @Test
    void clearsAMaskedFieldThatTheChangeLeavesOut() {
        Item merged =
                ItemRules.merge(
                        TEAPOT, Item.getDefaultInstance(), mask("description", "attributes"));

        assertThat(merged)
                .isEqualTo(TEAPOT.toBuilder().clearDescription().clearAttributes().build());
    }

    @Test
    void reachesIntoMessages() {
        Item change =
                Item.newBuilder()
                        .setSeller(Seller.newBuilder().setName("yui"))
                        .setShipping(
                                Shipping.newBuilder()
                                        .setWithin(Duration.newBuilder().setSeconds(60)))
                        .build();

        Item merged =
                ItemRules.merge(
                        TEAPOT, change, mask("seller.name", "seller.rating", "shipping.within"));

        assertThat(merged.getSeller())
                .isEqualTo(Seller.newBuilder().setId("s1").setName("yui").build());
        assertThat(merged.getShipping().getWithin().getSeconds()).isEqualTo(60);
    }

    @Test
    void withoutAMaskTakesAllThatTheChangeSetsAndSellersMaySet() {
        Item change = Item.newBuilder().setId("m1").setTitle("茶壺").setLikes(7).build();

        assertThat(ItemRules.maskOf(FieldMask.getDefaultInstance(), change))
                .isEqualTo(mask("title"));
    }

    private static FieldMask mask(String... paths) {
        return FieldMask.newBuilder().addAllPaths(List.of(paths)).build();
    }
}
