/// What the gateway says of the requests that it served: metrics, the access log, spans.
///
/// [RequestReport][dev.kiban.gateway.report.RequestReport] hears of each request on its event loop
/// and passes it to all three; [GatewayMetrics][dev.kiban.gateway.report.GatewayMetrics] declares
/// every metric of the gateway. `docs/reference/metrics.md` and `docs/reference/access-log.md`
/// describe what comes out.
@NullMarked
package dev.kiban.gateway.report;

import org.jspecify.annotations.NullMarked;
