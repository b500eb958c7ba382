/// The visitors of the market: requests through the gateway with a daily rhythm, and an incident
/// now and then. Start at {@link dev.kiban.fleamarket.traffic.Traffic}.
@NullMarked
package dev.kiban.fleamarket.traffic;

import org.jspecify.annotations.NullMarked;
