/// Weights that people set while requests are served: what was set, by whom, what counts, and what
/// a rollback goes back to.
///
/// Start at [WeightBook][dev.kiban.gateway.weights.WeightBook]. Gateways take what counts from
/// [WeightStore][dev.kiban.gateway.weights.WeightStore] by a tick, and keep it in a
/// [WeightFile][dev.kiban.gateway.weights.WeightFile].
@NullMarked
package dev.kiban.gateway.weights;

import org.jspecify.annotations.NullMarked;
