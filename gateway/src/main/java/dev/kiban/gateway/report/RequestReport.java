package dev.kiban.gateway.report;

import dev.kiban.gateway.RequestLog;
import dev.kiban.gateway.ServedRequest;
import dev.kiban.gateway.Target;
import dev.kiban.kernel.ServiceName;
import dev.kiban.kernel.Share;
import dev.kiban.runtime.telemetry.lane.Lane;
import dev.kiban.runtime.telemetry.log.JsonLine;
import dev.kiban.runtime.telemetry.trace.Trace;
import java.util.Locale;
import java.util.random.RandomGenerator;

/// Reports the requests of one event loop: counts them, writes a line of the access log, sends the
/// spans of those that are recorded. Never waits.
public final class RequestReport implements RequestLog {
    private final GatewayMetrics metrics;
    private final LoopSeries series;
    private final Lane accessLog;
    private final SpanReport spans;
    private final RandomGenerator random;
    private final JsonLine line = new JsonLine();

    /// A report of one loop.
    ///
    /// @param accessLog the loop's own way into the access log
    /// @param spans takes what is recorded
    /// @param random by which lines are left out, where the log has a share of them
    public RequestReport(
            GatewayMetrics metrics, Lane accessLog, SpanReport spans, RandomGenerator random) {
        this.metrics = metrics;
        this.series = new LoopSeries(metrics);
        this.accessLog = accessLog;
        this.spans = spans;
        this.random = random;
    }

    @Override
    public void began() {
        metrics.inFlight().inc();
    }

    @Override
    public void tunnelOpened(Target target) {
        metrics.openTunnels(target.service().value(), target.label()).inc();
    }

    @Override
    public void tunnelClosed(Target target) {
        metrics.openTunnels(target.service().value(), target.label()).dec();
    }

    @Override
    public void copied(ServiceName service, String backend, Copied result) {
        metrics.copied(service.value(), backend, result.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public void served(ServedRequest request) {
        metrics.inFlight().dec();
        series.record(request);
        if (leavesLine(request)) {
            AccessLine.write(request, line);
            line.appendTo(accessLog);
        }
        if (request.trace() instanceof Trace.Recorded recorded) {
            spans.send(request, recorded);
        }
    }

    private boolean leavesLine(ServedRequest request) {
        Share share = request.accessLog().share();
        return share.isWhole()
                || request.answer().isServerError()
                || random.nextLong(Share.WHOLE) < share.partsPerBillion();
    }
}
