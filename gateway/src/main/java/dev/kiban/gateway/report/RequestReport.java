package dev.kiban.gateway.report;

import dev.kiban.gateway.RequestLog;
import dev.kiban.gateway.ServedRequest;
import dev.kiban.kernel.ServiceName;
import dev.kiban.runtime.telemetry.log.JsonLine;
import dev.kiban.runtime.telemetry.log.Lane;
import dev.kiban.runtime.telemetry.trace.SpanSink;
import dev.kiban.runtime.telemetry.trace.Trace;
import java.util.Locale;

/// Reports the requests of one event loop: counts them, writes a line of the access log, sends the
/// spans of those that are recorded. Never waits.
public final class RequestReport implements RequestLog {
    private final GatewayMetrics metrics;
    private final LoopSeries series;
    private final Lane accessLog;
    private final SpanSink spans;
    private final JsonLine line = new JsonLine();

    /// A report of one loop.
    ///
    /// @param accessLog the loop's own way into the access log
    /// @param spans where recorded spans go
    public RequestReport(GatewayMetrics metrics, Lane accessLog, SpanSink spans) {
        this.metrics = metrics;
        this.series = new LoopSeries(metrics);
        this.accessLog = accessLog;
        this.spans = spans;
    }

    @Override
    public void began() {
        metrics.inFlight().inc();
    }

    @Override
    public void copied(ServiceName service, String backend, Copied result) {
        metrics.copied(service.value(), backend, result.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public void served(ServedRequest request) {
        metrics.inFlight().dec();
        series.record(request);
        AccessLine.write(request, line);
        accessLog.append(line);
        if (request.trace() instanceof Trace.Recorded recorded) {
            RequestSpans.send(request, recorded, spans);
        }
    }
}
