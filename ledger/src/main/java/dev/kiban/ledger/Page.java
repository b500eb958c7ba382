package dev.kiban.ledger;

import java.util.List;
import java.util.OptionalLong;

/// A part of what was found.
///
/// @param next what [Query#before] takes to see the next page; none if this was the last
public record Page<T>(List<T> items, OptionalLong next) {
    public Page {
        items = List.copyOf(items);
    }
}
