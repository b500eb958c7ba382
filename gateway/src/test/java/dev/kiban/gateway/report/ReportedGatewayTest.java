package dev.kiban.gateway.report;

import static dev.kiban.testkit.FakeCollector.attributes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.AccessLog;
import dev.kiban.definition.Service;
import dev.kiban.gateway.GatewayDraft;
import dev.kiban.gateway.Snapshots;
import dev.kiban.gateway.access.NoIssuers;
import dev.kiban.gateway.balance.BalanceReport;
import dev.kiban.gateway.discovery.Discovery;
import dev.kiban.gateway.limit.LimitReport;
import dev.kiban.gateway.limit.Rates;
import dev.kiban.gateway.proxy.Gateway;
import dev.kiban.gateway.proxy.LoopPorts;
import dev.kiban.gateway.shop.GetItemRequest;
import dev.kiban.gateway.shop.Item;
import dev.kiban.gateway.shop.ShopGrpc;
import dev.kiban.kernel.Share;
import dev.kiban.runtime.http.ListenSettings;
import dev.kiban.runtime.http.Transport;
import dev.kiban.runtime.telemetry.log.LineLog;
import dev.kiban.runtime.telemetry.log.Log;
import dev.kiban.runtime.telemetry.metrics.Metrics;
import dev.kiban.runtime.telemetry.trace.OtlpSettings;
import dev.kiban.runtime.telemetry.trace.OtlpSpans;
import dev.kiban.runtime.telemetry.trace.Tracer;
import dev.kiban.testkit.Eventually;
import dev.kiban.testkit.FakeCollector;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A real gateway before a real gRPC service, and what is said of its requests.
class ReportedGatewayTest {
    private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CALLER = "00-" + TRACE_ID + "-00f067aa0ba902b7-01";

    private final List<String> traceparents = new CopyOnWriteArrayList<>();
    private final Server shop = shop();
    private final FakeCollector collector = new FakeCollector();
    private final ByteArrayOutputStream accessLog = new ByteArrayOutputStream();
    private final Metrics registry = new Metrics();
    private final GatewayMetrics metrics = new GatewayMetrics(registry);
    private final Log log = Log.to(line -> {});
    private final LineLog lines = new LineLog(accessLog, metrics::linesDropped, log);
    private final OtlpSettings settings =
            OtlpSettings.fromEnvironment(
                            Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint()), "kiban")
                    .orElseThrow();
    private final OtlpSpans spans = new OtlpSpans(settings, metrics::spansDropped, log);
    private final Transport transport = Transport.start(2);
    private final HttpClient client = HttpClient.newHttpClient();
    private final Gateway gateway =
            Gateway.start(
                    transport,
                    ListenSettings.plain("127.0.0.1", 0),
                    new Gateway.Setup(
                            Snapshots.plan(service()),
                            InstantSource.system(),
                            NoIssuers.keys(),
                            new Rates(),
                            (_, _, _) -> {},
                            loop ->
                                    new LoopPorts(
                                            new RequestReport(
                                                    metrics,
                                                    lines.lane(),
                                                    new RequestSpans(spans.writer()),
                                                    new SplittableRandom(7)),
                                            Tracer.recording(
                                                    settings.sampling(),
                                                    new SplittableRandom(loop.index()))),
                            Discovery.none(),
                            LimitReport.NONE,
                            BalanceReport.NOBODY));

    @AfterEach
    void close() {
        client.close();
        gateway.close();
        transport.close();
        spans.close();
        lines.close();
        collector.close();
        shop.shutdownNow();
    }

    @Test
    void sendsTheRequestAndItsCallAsSpansOfTheCallersTrace() throws Exception {
        assertThat(get("/v1/items/m1", CALLER)).isEqualTo(200);

        Eventually.passes(() -> assertThat(collector.spans()).hasSize(2));
        Span server = span(Span.SpanKind.SPAN_KIND_SERVER);
        Span call = span(Span.SpanKind.SPAN_KIND_CLIENT);
        assertThat(hex(server.getTraceId())).isEqualTo(TRACE_ID);
        assertThat(hex(server.getParentSpanId())).isEqualTo("00f067aa0ba902b7");
        assertThat(call.getParentSpanId()).isEqualTo(server.getSpanId());
        assertThat(traceparents)
                .as("the upstream hears of the call's span")
                .containsExactly("00-" + TRACE_ID + "-" + hex(call.getSpanId()) + "-01");

        assertThat(server.getName()).isEqualTo("GET /v1/items/{id}");
        assertThat(attributes(server.getAttributesList()))
                .containsEntry("http.route", "/v1/items/{id}")
                .containsEntry("http.response.status_code", "200")
                .containsEntry("url.path", "/v1/items/m1");
        assertThat(call.getName()).isEqualTo("kiban.test.Shop/GetItem");
        assertThat(attributes(call.getAttributesList()))
                .containsEntry("rpc.system", "grpc")
                .containsEntry("rpc.service", "kiban.test.Shop")
                .containsEntry("rpc.method", "GetItem")
                .containsEntry("rpc.grpc.status_code", "0")
                .containsEntry("server.port", String.valueOf(shop.getPort()));
        assertThat(call.getStartTimeUnixNano())
                .isBetween(server.getStartTimeUnixNano(), server.getEndTimeUnixNano());
        assertThat(call.getEndTimeUnixNano()).isLessThanOrEqualTo(server.getEndTimeUnixNano());
        assertThat(collector.resource()).containsEntry("service.name", "kiban");
    }

    @Test
    void carriesOnATraceThatItsCallerDoesNotRecord() throws Exception {
        String unsampled = CALLER.substring(0, CALLER.length() - 1) + "0";

        get("/v1/items/m1", unsampled);

        assertThat(traceparents).containsExactly(unsampled);
        assertThat(collector.spans()).isEmpty();
    }

    @Test
    void writesALineAndCountsEachRequest() throws Exception {
        get("/v1/items/m1", CALLER);
        get("/v1/items/none", CALLER);
        get("/v1/items/m1?secret=hush", CALLER);
        get("/nowhere", CALLER);

        Eventually.passes(() -> assertThat(log()).hasLineCount(4));
        assertThat(log())
                .contains(
                        "\"method\":\"GET\",\"path\":\"/v1/items/m1\",\"status\":200,\"code\":\"OK\"",
                        "\"service\":\"shop\",\"route\":\"/v1/items/{id}\",\"upstream\":\"127.0.0.1:",
                        "\"path\":\"/v1/items/none\",\"status\":404,\"code\":\"NOT_FOUND\"",
                        "\"path\":\"/v1/items/m1\",\"status\":400,\"code\":\"INVALID_ARGUMENT\"",
                        "\"path\":\"/nowhere\",\"status\":404",
                        "\"trace_id\":\"" + TRACE_ID + "\"")
                .doesNotContain("secret", "hush");
        assertThat(new String(registry.read("").body(), StandardCharsets.UTF_8))
                .contains(
                        "{backend=\"default\",code=\"OK\",method=\"GET\",route=\"/v1/items/{id}\",service=\"shop\",status=\"200\"} 1.0",
                        "{backend=\"default\",code=\"NOT_FOUND\",method=\"GET\",route=\"/v1/items/{id}\",service=\"shop\",status=\"404\"} 1.0",
                        "route=\"none\",service=\"none\",status=\"404\"} 1.0",
                        "kiban_gateway_requests_in_flight 0.0");
    }

    /// What stands in a path may be a secret: here a number that opens somebody's parcel.
    @Test
    void showsNothingOfAPathButItsTemplateWhereThatIsAskedFor() throws Exception {
        AccessLog template = new AccessLog(new Share(Share.WHOLE), AccessLog.Path.TEMPLATE);
        gateway.serve(
                Snapshots.plan(
                        GatewayDraft.gateway(all -> all.accessLog = Optional.of(template)),
                        service()));

        get("/v1/items/hush", CALLER);
        get("/nowhere/hush", CALLER);

        Eventually.passes(() -> assertThat(log()).hasLineCount(2));
        assertThat(log()).contains("\"path\":\"/v1/items/{id}\"").doesNotContain("hush");
        Eventually.passes(() -> assertThat(collector.spans()).hasSize(3));
        assertThat(collector.spans().toString()).doesNotContain("hush");
    }

    private Service service() {
        return Snapshots.grpc("shop", Snapshots.shop(), shop.getPort());
    }

    private int get(String target, String traceparent) throws Exception {
        URI uri = URI.create("http://127.0.0.1:%d%s".formatted(gateway.port(), target));
        HttpRequest request =
                HttpRequest.newBuilder(uri).header("traceparent", traceparent).build();
        return client.send(request, BodyHandlers.discarding()).statusCode();
    }

    private String log() {
        return accessLog.toString(StandardCharsets.UTF_8);
    }

    private Span span(Span.SpanKind kind) {
        return collector.spans().stream()
                .filter(span -> span.getKind() == kind)
                .findFirst()
                .orElseThrow();
    }

    private static String hex(com.google.protobuf.ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }

    private Server shop() {
        try {
            return NettyServerBuilder.forAddress(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .addService(ServerInterceptors.intercept(new Shop(), new Traceparents()))
                    .build()
                    .start();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /// Has one item.
    private static final class Shop extends ShopGrpc.ShopImplBase {
        @Override
        public void getItem(GetItemRequest request, StreamObserver<Item> reply) {
            if (request.getId().equals("none")) {
                reply.onError(Status.NOT_FOUND.withDescription("no such item").asException());
                return;
            }
            reply.onNext(Item.newBuilder().setId(request.getId()).build());
            reply.onCompleted();
        }
    }

    private final class Traceparents implements ServerInterceptor {
        @Override
        public <Q, R> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
            String traceparent =
                    headers.get(Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER));
            traceparents.add(String.valueOf(traceparent));
            return next.startCall(call, headers);
        }
    }
}
