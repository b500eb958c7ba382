package dev.kiban.fleamarket.item;

import dev.kiban.fleamarket.item.v1.Item;

/// How an attempt to buy something ended.
sealed interface Purchase {
    record Bought(Item item) implements Purchase {}

    record NotOnSale(Item item) implements Purchase {}

    record NoSuchItem() implements Purchase {}
}
