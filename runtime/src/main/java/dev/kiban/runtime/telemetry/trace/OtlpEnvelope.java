package dev.kiban.runtime.telemetry.trace;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// What stands around the spans in a request of OTLP: whose they are. Written anew for each
/// request, as only the length differs; the spans follow.
final class OtlpEnvelope {
    private static final String SCOPE_NAME = "dev.kiban";

    /// Fields of `ExportTraceServiceRequest`, `ResourceSpans`, `Resource`, `KeyValue` and
    /// `AnyValue`, `ScopeSpans` and `InstrumentationScope`: of each the first, or the second.
    private static final int FIRST = 1;

    private static final int SECOND = 2;

    private final byte[] resource;
    private final byte[] scope = part(FIRST, part(FIRST, utf8(SCOPE_NAME)));

    /// @param resource what this program is, by semantic convention
    OtlpEnvelope(Map<String, String> resource) {
        ByteArrayOutputStream attributes = new ByteArrayOutputStream();
        resource.forEach(
                (key, value) -> {
                    byte[] any = part(FIRST, utf8(value));
                    byte[] pair = joined(part(FIRST, utf8(key)), part(SECOND, any));
                    attributes.writeBytes(part(FIRST, pair));
                });
        this.resource = part(FIRST, attributes.toByteArray());
    }

    /// What goes before spans.
    ///
    /// @param spansLength their length in bytes
    byte[] before(int spansLength) {
        byte[] scopeSpans = joined(head(SECOND, scope.length + spansLength), scope);
        int length = resource.length + scopeSpans.length + spansLength;
        return joined(head(FIRST, length), joined(resource, scopeSpans));
    }

    private static byte[] part(int field, byte[] content) {
        return joined(head(field, content.length), content);
    }

    /// Tag and length of a part of so many bytes.
    private static byte[] head(int field, int length) {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.write((field << 3) | 2);
        int rest = length;
        while (rest > 0x7f) {
            head.write((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        head.write(rest);
        return head.toByteArray();
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = new byte[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
