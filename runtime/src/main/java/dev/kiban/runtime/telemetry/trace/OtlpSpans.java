package dev.kiban.runtime.telemetry.trace;

import static dev.kiban.runtime.telemetry.log.LogKey.COUNT;
import static dev.kiban.runtime.telemetry.log.LogKey.ENDPOINT;

import dev.kiban.runtime.telemetry.log.Log;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/// Sends spans to a collector by OTLP over HTTP: a bounded queue, one thread, batches.
///
/// With [SpanView] the only place that knows OpenTelemetry: its classes are loaded when the first
/// of these is made, so a program without a collector does not pay for them. We use its exporter
/// and data model, not its tracer: ids and decisions are made on the event loop, where they cost
/// nothing when a trace is not recorded.
public final class OtlpSpans implements SpanSink, AutoCloseable {
    static final int MAX_WAITING = 16_384;

    /// Some 700 kB: a request costs as much as hundreds of spans.
    static final int MAX_BATCH = 2_048;

    /// So many spans wake the sender before its time.
    private static final int MANY = 2 * MAX_BATCH;

    private static final Duration GATHER = Duration.ofMillis(200);
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

    private final OtlpSettings settings;
    private final LongConsumer dropped;
    private final Log log;
    private final Resource resource;
    private final SpanAttributes.Keys keys = new SpanAttributes.Keys();
    private final OtlpHttpSpanExporter exporter;
    private final BlockingQueue<Span> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    private final AtomicInteger accepted = new AtomicInteger();
    private final Thread sender;
    private volatile boolean closed;
    private boolean failing; // owned by the sender

    /// Starts the sender.
    ///
    /// @param dropped told the number of spans that were lost, from any thread
    public OtlpSpans(OtlpSettings settings, LongConsumer dropped, Log log) {
        this.settings = settings;
        this.dropped = dropped;
        this.log = log;
        this.resource = resource(settings);
        this.exporter = exporter(settings);
        this.sender = Thread.ofVirtual().name("otlp-spans").start(this::send);
    }

    @Override
    public void accept(Span span) {
        if (closed || !waiting.offer(span)) {
            dropped.accept(1);
        } else if (accepted.incrementAndGet() % MANY == 0) {
            LockSupport.unpark(sender);
        }
    }

    /// Sends what waits and gives up after five seconds.
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(sender);
        try {
            sender.join(CLOSE_WAIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exporter.shutdown();
    }

    /// Looks rather than waits to be called: so handing in a span hardly ever pays for waking a
    /// thread.
    private void send() {
        while (!closed) {
            LockSupport.parkNanos(this, GATHER.toNanos());
            sendAll();
        }
        sendAll();
    }

    private void sendAll() {
        List<Span> batch = new ArrayList<>();
        while (waiting.drainTo(batch, MAX_BATCH) > 0) {
            send(batch);
            batch.clear();
        }
    }

    private void send(List<Span> batch) {
        List<SpanData> views = new ArrayList<>(batch.size());
        for (Span span : batch) {
            views.add(new SpanView(span, resource, keys));
        }
        CompletableResultCode sent = exporter.export(views);
        sent.join(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
        if (sent.isSuccess()) {
            failing = false;
            return;
        }
        dropped.accept(batch.size());
        if (!failing) { // once per outage
            failing = true;
            log.warn(
                    "Spans cannot be sent and are lost",
                    ENDPOINT.is(settings.endpoint()),
                    COUNT.is(batch.size()));
        }
    }

    private static OtlpHttpSpanExporter exporter(OtlpSettings settings) {
        OtlpHttpSpanExporterBuilder builder =
                OtlpHttpSpanExporter.builder()
                        .setEndpoint(settings.endpoint().toString())
                        .setTimeout(settings.timeout())
                        .setCompression(settings.gzip() ? "gzip" : "none");
        settings.headers().forEach(builder::addHeader);
        return builder.build();
    }

    private static Resource resource(OtlpSettings settings) {
        AttributesBuilder attributes = Attributes.builder();
        settings.resource().forEach(attributes::put);
        return Resource.create(attributes.build());
    }
}
