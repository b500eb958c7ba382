package dev.kiban.runtime.telemetry.trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.List;

/// One of our spans in the eyes of OpenTelemetry's exporter.
final class SpanView implements SpanData {
    private static final InstrumentationScopeInfo SCOPE =
            InstrumentationScopeInfo.create("dev.kiban");

    private final Span span;
    private final Resource resource;
    private final Attributes attributes;
    private final SpanContext own;
    private final SpanContext parent;

    SpanView(Span span, Resource resource, SpanAttributes.Keys keys) {
        this.span = span;
        this.resource = resource;
        this.attributes = new SpanAttributes(span.attributes(), keys);
        String trace = TraceId.fromLongs(span.context().traceHigh(), span.context().traceLow());
        this.own = context(trace, span.context().spanId());
        this.parent =
                span.parentSpanId() == 0
                        ? SpanContext.getInvalid()
                        : context(trace, span.parentSpanId());
    }

    @Override
    public String getName() {
        return span.name();
    }

    @Override
    public SpanKind getKind() {
        return switch (span.kind()) {
            case SERVER -> SpanKind.SERVER;
            case CLIENT -> SpanKind.CLIENT;
        };
    }

    @Override
    public SpanContext getSpanContext() {
        return own;
    }

    @Override
    public SpanContext getParentSpanContext() {
        return parent;
    }

    @Override
    public StatusData getStatus() {
        return span.failed() ? StatusData.error() : StatusData.unset();
    }

    @Override
    public long getStartEpochNanos() {
        return span.startEpochNanos();
    }

    @Override
    public long getEndEpochNanos() {
        return span.endEpochNanos();
    }

    @Override
    public boolean hasEnded() {
        return true;
    }

    @Override
    public Attributes getAttributes() {
        return attributes;
    }

    @Override
    public int getTotalAttributeCount() {
        return attributes.size();
    }

    @Override
    public List<EventData> getEvents() {
        return List.of();
    }

    @Override
    public int getTotalRecordedEvents() {
        return 0;
    }

    @Override
    public List<LinkData> getLinks() {
        return List.of();
    }

    @Override
    public int getTotalRecordedLinks() {
        return 0;
    }

    @Override
    public InstrumentationScopeInfo getInstrumentationScopeInfo() {
        return SCOPE;
    }

    @Override
    @Deprecated
    @SuppressWarnings("InlineMeSuggester") // the interface still demands it
    public io.opentelemetry.sdk.common.InstrumentationLibraryInfo getInstrumentationLibraryInfo() {
        return io.opentelemetry.sdk.common.InstrumentationLibraryInfo.create(SCOPE.getName(), null);
    }

    @Override
    public Resource getResource() {
        return resource;
    }

    private SpanContext context(String trace, long spanId) {
        return SpanContext.create(
                trace,
                SpanId.fromLong(spanId),
                TraceFlags.fromByte((byte) span.context().flags()),
                TraceState.getDefault());
    }
}
