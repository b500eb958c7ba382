/// What definitions say of paces, made ready: plans for the pacer, and for each pace how an ask is
/// read from a request.
///
/// Start at [LivePaces][dev.kiban.pace.plan.LivePaces].
@NullMarked
package dev.kiban.pace.plan;

import org.jspecify.annotations.NullMarked;
