/// Metrics of this program: declared once, with a help text and a limit on their series.
///
/// Start at {@link dev.kiban.runtime.telemetry.metrics.Metrics}. The counting itself is the
/// Prometheus client library's; what is ours is the limit on label values, so that no input can
/// grow the memory or the scrape.
@NullMarked
package dev.kiban.runtime.telemetry.metrics;

import org.jspecify.annotations.NullMarked;
