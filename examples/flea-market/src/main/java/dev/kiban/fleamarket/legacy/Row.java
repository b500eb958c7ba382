package dev.kiban.fleamarket.legacy;

/// A row of a table, as the pages show it.
sealed interface Row permits User, Order {
    Json.Value json();
}
