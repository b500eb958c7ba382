/// A Prometheus, asked over HTTP for what it has counted. Start at
/// [PrometheusQueries][dev.kiban.slo.query.PrometheusQueries].
@NullMarked
package dev.kiban.slo.query;

import org.jspecify.annotations.NullMarked;
