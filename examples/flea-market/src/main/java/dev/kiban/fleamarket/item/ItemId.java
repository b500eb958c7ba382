package dev.kiban.fleamarket.item;

import java.util.Optional;
import java.util.regex.Pattern;

/// The name of an item: `m` and its number, counted from 1. The order is the order of listing.
record ItemId(int number) implements Comparable<ItemId> {
    static final ItemId FIRST = new ItemId(1);

    private static final Pattern PATTERN = Pattern.compile("m[1-9][0-9]{0,8}");

    static Optional<ItemId> parse(String text) {
        return PATTERN.matcher(text).matches()
                ? Optional.of(new ItemId(Integer.parseInt(text.substring(1))))
                : Optional.empty();
    }

    ItemId next() {
        return new ItemId(number + 1);
    }

    @Override
    public int compareTo(ItemId other) {
        return Integer.compare(number, other.number);
    }

    @Override
    public String toString() {
        return "m" + number;
    }
}
