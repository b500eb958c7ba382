/// The item service: items for sale, in memory, over gRPC.
///
/// {@link dev.kiban.fleamarket.item.ItemServer} wires it. A call goes through `ItemCalls` (decode,
/// check, encode) to `Stall` (the items, and who watches them).
@NullMarked
package dev.kiban.fleamarket.item;

import org.jspecify.annotations.NullMarked;
