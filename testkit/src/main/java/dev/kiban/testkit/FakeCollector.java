package dev.kiban.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/// An OTLP/HTTP collector on loopback that keeps the spans that it is sent, or refuses them.
public final class FakeCollector implements AutoCloseable {
    private final HttpServer server;
    private final List<ExportTraceServiceRequest> requests = new CopyOnWriteArrayList<>();
    private final List<Map<String, List<String>>> headers = new CopyOnWriteArrayList<>();
    private final Semaphore answers = new Semaphore(Integer.MAX_VALUE);
    private volatile int status = 200;

    /// Starts on a free port.
    public FakeCollector() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    /// What `OTEL_EXPORTER_OTLP_ENDPOINT` should be.
    public String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// Answers with this HTTP status from now on; anything but 200 keeps nothing.
    public void answerWith(int newStatus) {
        status = newStatus;
    }

    /// Leaves requests without an answer from now on.
    public void stall() {
        answers.drainPermits();
    }

    /// Answers again.
    public void resume() {
        answers.release(1_000_000);
    }

    /// All spans so far, in the order of their arrival.
    public List<Span> spans() {
        return requests.stream()
                .flatMap(request -> request.getResourceSpansList().stream())
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .map(ScopeSpans::getSpansList)
                .flatMap(List::stream)
                .toList();
    }

    /// The attributes of the program that sent the first spans.
    public Map<String, String> resource() {
        ResourceSpans first = requests.getFirst().getResourceSpans(0);
        return attributes(first.getResource().getAttributesList());
    }

    /// The HTTP headers of the requests so far, names capitalised as `Content-type`.
    public List<Map<String, List<String>>> headers() {
        return headers;
    }

    /// Attributes as text, numbers in decimal.
    public static Map<String, String> attributes(List<KeyValue> attributes) {
        return attributes.stream().collect(Collectors.toMap(KeyValue::getKey, FakeCollector::text));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = body(exchange);
            int answer = status; // once: a test that sees this request may order another answer
            headers.add(Map.copyOf(exchange.getRequestHeaders()));
            if (answer == 200) {
                requests.add(ExportTraceServiceRequest.parseFrom(body));
            }
            answers.acquireUninterruptibly();
            exchange.sendResponseHeaders(answer, -1);
        }
    }

    private static byte[] body(HttpExchange exchange) throws IOException {
        InputStream sent = exchange.getRequestBody();
        boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        return (gzip ? new GZIPInputStream(sent) : sent).readAllBytes();
    }

    private static String text(KeyValue attribute) {
        return switch (attribute.getValue().getValueCase()) {
            case STRING_VALUE -> attribute.getValue().getStringValue();
            case INT_VALUE -> String.valueOf(attribute.getValue().getIntValue());
            default -> attribute.getValue().toString();
        };
    }
}
