package dev.kiban.gateway.report;

import static dev.kiban.gateway.report.Served.well;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.AccessLog;
import dev.kiban.kernel.Share;
import dev.kiban.runtime.telemetry.log.LineLog;
import dev.kiban.runtime.telemetry.log.Log;
import dev.kiban.runtime.telemetry.metrics.Metrics;
import dev.kiban.transcode.http.GrpcCode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RequestReportTest {
    private static final int MANY = 2_000;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final GatewayMetrics metrics = new GatewayMetrics(new Metrics());

    @Test
    void leavesLinesOfAShareOfTheRequestsAndOfAllThatFailed() {
        AccessLog tenth = new AccessLog(Share.parse("10%"), AccessLog.Path.FULL);
        Served failed = well().logged(tenth).answered(503, GrpcCode.UNAVAILABLE, "away");

        String lines = log(well().logged(tenth), failed);

        assertThat(lines.lines().filter(line -> line.contains("\"status\":503"))).hasSize(MANY);
        assertThat(lines.lines().filter(line -> line.contains("\"status\":200")).count())
                .isBetween(MANY / 10 - 60L, MANY / 10 + 60L);
    }

    @Test
    void leavesNoLineWhereNoneIsWanted() {
        AccessLog none = new AccessLog(Share.parse("0%"), AccessLog.Path.FULL);

        assertThat(log(well().logged(none))).isEmpty();
    }

    /// Each of the requests many times.
    private String log(Served... requests) {
        try (LineLog lines = new LineLog(out, metrics::linesDropped, Log.to(_ -> {}))) {
            RequestReport report =
                    new RequestReport(metrics, lines.lane(), (_, _) -> {}, new SplittableRandom(7));
            for (int i = 0; i < MANY; i++) {
                for (Served request : requests) {
                    report.served(request.request());
                }
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
