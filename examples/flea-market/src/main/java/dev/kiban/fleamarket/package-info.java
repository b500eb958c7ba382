/// A small flea market: somebody else's company, as Kiban sees it.
///
/// Real programs in one jar. {@link dev.kiban.fleamarket.item} is a gRPC service as a team
/// would write it today; {@link dev.kiban.fleamarket.legacy} is the monolith that was there first;
/// {@link dev.kiban.fleamarket.traffic} is their visitors. None of them knows Kiban: the gateway
/// learns all it needs from definitions and protos. Start at
/// {@link dev.kiban.fleamarket.FleaMarket}.
@NullMarked
package dev.kiban.fleamarket;

import org.jspecify.annotations.NullMarked;
