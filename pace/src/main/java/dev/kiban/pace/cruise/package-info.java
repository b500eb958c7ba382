/// Moves the rates of a pacer: what definitions declare, what people order, and what steering
/// decides, in this order, each within what the one before allows.
///
/// Start at [CruiseControl][dev.kiban.pace.cruise.CruiseControl].
@NullMarked
package dev.kiban.pace.cruise;

import org.jspecify.annotations.NullMarked;
