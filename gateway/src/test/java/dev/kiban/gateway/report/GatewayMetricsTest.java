package dev.kiban.gateway.report;

import static dev.kiban.gateway.report.Served.well;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.Backend;
import dev.kiban.gateway.ServedRequest.Access;
import dev.kiban.gateway.access.Admission.Reason;
import dev.kiban.kernel.ServiceName;
import dev.kiban.runtime.http.CallFault;
import dev.kiban.runtime.telemetry.log.LineLog;
import dev.kiban.runtime.telemetry.log.Log;
import dev.kiban.runtime.telemetry.metrics.Metrics;
import dev.kiban.runtime.telemetry.trace.Trace;
import dev.kiban.runtime.telemetry.trace.TraceContext;
import dev.kiban.transcode.http.GrpcCode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GatewayMetricsTest {
    private static final Path REFERENCE = Path.of("..", "docs", "reference", "metrics.md");

    private final Metrics registry = new Metrics();
    private final GatewayMetrics metrics = new GatewayMetrics(registry);
    private final LineLog accessLog =
            new LineLog(OutputStream.nullOutputStream(), metrics::linesDropped, Log.to(line -> {}));
    private final RequestReport report =
            new RequestReport(metrics, accessLog.lane(), (_, _) -> {}, new SplittableRandom(7));

    @AfterEach
    void close() {
        accessLog.close();
    }

    @Test
    void theReferenceListsEveryMetric() throws IOException {
        assertThat(
                        Pattern.compile("(?m)^\\| `(kiban_[a-z_]+)` \\|")
                                .matcher(Files.readString(REFERENCE))
                                .results()
                                .map(match -> match.group(1)))
                .containsExactlyInAnyOrderElementsOf(registry.names());
    }

    @Test
    void countsRequestsByRouteAndOutcome() {
        serve(well());
        serve(well());
        serve(well().answered(404, GrpcCode.NOT_FOUND, ""));

        assertThat(scrape())
                .contains(
                        "kiban_gateway_requests_total{backend=\"default\",code=\"\",method=\"GET\",route=\"/legacy/\",service=\"old\",status=\"200\"} 2.0",
                        "kiban_gateway_requests_total{backend=\"default\",code=\"NOT_FOUND\",method=\"GET\",route=\"/legacy/\",service=\"old\",status=\"404\"} 1.0",
                        "kiban_gateway_request_errors_total{backend=\"default\",method=\"GET\",route=\"/legacy/\",service=\"old\"} 0.0",
                        "kiban_gateway_request_duration_seconds_bucket{backend=\"default\",method=\"GET\",route=\"/legacy/\",service=\"old\",le=\"0.001\"} 0",
                        "kiban_gateway_request_duration_seconds_bucket{backend=\"default\",method=\"GET\",route=\"/legacy/\",service=\"old\",le=\"0.0025\"} 3",
                        "kiban_gateway_request_duration_seconds_count{backend=\"default\",method=\"GET\",route=\"/legacy/\",service=\"old\"} 3");
    }

    @Test
    void countsWhoeverMayNotCallByReason() {
        serve(well().asked(new Access(Optional.of("acme"), Optional.of(Reason.SCOPE))));
        serve(
                well().asked(new Access(Optional.empty(), Optional.of(Reason.TOKEN)))
                        .to(Served.GRPC));
        serve(well().asked(Access.NOT_ASKED));

        assertThat(scrape())
                .contains(
                        "kiban_gateway_access_refusals_total{reason=\"scope\",service=\"old\"} 1.0",
                        "kiban_gateway_access_refusals_total{reason=\"token\",service=\"item\"} 1.0");
    }

    @Test
    void tellsTheAgeOfTheKeysOfIssuers() {
        metrics.keys().fetched("customers", 3, Instant.ofEpochSecond(1_700_000_000));
        metrics.keys().failed("customers", 2);

        assertThat(scrape())
                .contains(
                        "kiban_gateway_issuer_fetches_total{issuer=\"customers\",result=\"fetched\"} 1.0",
                        "kiban_gateway_issuer_fetches_total{issuer=\"customers\",result=\"failed\"} 1.0",
                        "kiban_gateway_issuer_keys{issuer=\"customers\"} 2.0",
                        "kiban_gateway_issuer_keys_fetched_timestamp_seconds{issuer=\"customers\"} 1.7E9");
    }

    @Test
    void countsAsErrorsWhatTheClientIsNotToBlameFor() {
        serve(well().answered(502, GrpcCode.UNAVAILABLE, "cannot connect"));
        serve(well().to(Served.GRPC).answered(200, GrpcCode.INTERNAL, ""));
        serve(well().to(Served.GRPC).answered(200, GrpcCode.PERMISSION_DENIED, ""));

        assertThat(scrape())
                .contains(
                        "kiban_gateway_request_errors_total{backend=\"default\",method=\"GET\",route=\"/legacy/\",service=\"old\"} 1.0",
                        "kiban_gateway_request_errors_total{backend=\"default\",method=\"GET\",route=\"/kiban.test.Shop/GetItem\",service=\"item\"} 1.0");
    }

    @Test
    void countsWhyUpstreamsGaveNoReply() {
        serve(well().failed(CallFault.Kind.NOT_CONNECTED));

        assertThat(scrape())
                .contains(
                        "kiban_gateway_upstream_failures_total{kind=\"not_connected\",service=\"old\"} 1.0");
    }

    @Test
    void countsAttemptsBeyondTheFirst() {
        serve(well().after(3));
        serve(well().after(2).answered(503, GrpcCode.UNAVAILABLE, "not now"));

        assertThat(scrape())
                .contains(
                        "kiban_gateway_repeats_total{result=\"answered\",service=\"old\"} 2.0",
                        "kiban_gateway_repeats_total{result=\"failed\",service=\"old\"} 1.0");
    }

    @Test
    void countsRequestsThatNoRouteTook() {
        serve(well().nowhere().answered(404, GrpcCode.NOT_FOUND, "no route"));

        assertThat(scrape())
                .contains(
                        "kiban_gateway_requests_total{backend=\"none\",code=\"NOT_FOUND\",method=\"GET\",route=\"none\",service=\"none\",status=\"404\"} 1.0");
    }

    @Test
    void letsNoClientInventSeries() {
        serve(well().with(Served.head("MAKE-ME")));
        serve(well().with(Served.head("A-SERIES")));

        assertThat(scrape())
                .contains(
                        "kiban_gateway_requests_total{backend=\"default\",code=\"\",method=\"other\",route=\"/legacy/\",service=\"old\",status=\"200\"} 2.0")
                .doesNotContain("MAKE-ME");
    }

    @Test
    void countsRequestsUnderWay() {
        report.began();
        report.began();
        report.served(well().request());

        assertThat(scrape()).contains("kiban_gateway_requests_in_flight 1.0");
    }

    @Test
    void remembersManyOutcomesOfOneRoute() {
        for (int status = 200; status < 300; status++) {
            serve(well().answered(status, GrpcCode.OK, ""));
            serve(well().answered(status, GrpcCode.OK, ""));
        }

        assertThat(scrape())
                .contains("route=\"/legacy/\",service=\"old\",status=\"200\"} 2.0")
                .contains("route=\"/legacy/\",service=\"old\",status=\"299\"} 2.0");
    }

    /// A histogram that says "some were slow" leads to a trace of one of them.
    @Test
    void leavesAnExampleOfATraceInTheDistribution() {
        TraceContext span = new TraceContext(0xa, 0xb, 0xc, 1, "");

        serve(well().in(new Trace.Recorded(0, span, span)));

        assertThat(openMetrics())
                .containsPattern(
                        "duration_seconds_bucket.*le=\"0.0025\"} 1 # \\{span_id=\"0{15}c\","
                                + "trace_id=\"0{15}a0{15}b\"} 0.00184");
    }

    @Test
    void hasSeriesOfItsOwnForFiveThousandRoutes() {
        for (int route = 0; route < 5_000; route++) {
            Served request = well().to(Served.http("/r" + route + "/", Backend.DEFAULT));
            serve(request);
            serve(request.answered(503, GrpcCode.UNAVAILABLE, "away"));
        }

        assertThat(scrape())
                .contains("route=\"/r0/\"", "route=\"/r4999/\",service=\"old\",status=\"503\"")
                .doesNotContain("kiban_metric_overflow_total{");
    }

    @Test
    void countsReloadsAndRefreshes() {
        metrics.reloaded(ReloadResult.REFUSED);
        metrics.planLive(3, 1_700_000_000);
        metrics.refreshed(new ServiceName("item"));
        metrics.failed(new ServiceName("item"));
        metrics.spansDropped(4);

        assertThat(scrape())
                .contains(
                        "kiban_gateway_reload_total{result=\"refused\"} 1.0",
                        "kiban_gateway_plan_generation 3.0",
                        "kiban_gateway_plan_loaded_timestamp_seconds 1.7E9",
                        "kiban_gateway_schema_refresh_total{result=\"loaded\",service=\"item\"} 1.0",
                        "kiban_gateway_schema_refresh_total{result=\"failed\",service=\"item\"} 1.0",
                        "kiban_gateway_spans_dropped_total 4.0");
    }

    private void serve(Served served) {
        report.began();
        report.served(served.request());
    }

    private String openMetrics() {
        return new String(
                registry.read("application/openmetrics-text").body(), StandardCharsets.UTF_8);
    }

    private String scrape() {
        return new String(registry.read("").body(), StandardCharsets.UTF_8);
    }
}
