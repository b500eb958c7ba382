/// SLOs in the words of other programs: rules for Prometheus, files of OpenSLO, dashboards.
///
/// A plan of SLOs comes in, and text comes out; nothing is written or sent here. What another
/// program cannot say is handed back as [Unsaid][dev.kiban.slo.export.Unsaid], never left out
/// silently. Start at [PrometheusRules][dev.kiban.slo.export.PrometheusRules].
@NullMarked
package dev.kiban.slo.export;

import org.jspecify.annotations.NullMarked;
