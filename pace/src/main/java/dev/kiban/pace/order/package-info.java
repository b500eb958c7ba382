/// What people order of paces while they run: a pause, a part of their rates, another rate, until
/// some time. What was ordered last of a pace, about the same thing, counts.
///
/// Start at [OrderBook][dev.kiban.pace.order.OrderBook]. Pace servers take what counts from
/// [OrderStore][dev.kiban.pace.order.OrderStore] by a tick, and keep it in an
/// [OrderFile][dev.kiban.pace.order.OrderFile].
@NullMarked
package dev.kiban.pace.order;

import org.jspecify.annotations.NullMarked;
