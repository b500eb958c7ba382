/// What would become of a request, and why: the stages of the data path, run for a request that
/// nobody has sent.
///
/// Start at [Explainer][dev.kiban.gateway.explain.Explainer].
@NullMarked
package dev.kiban.gateway.explain;

import org.jspecify.annotations.NullMarked;
