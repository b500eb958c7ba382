package dev.kiban.gateway.report;

import dev.kiban.gateway.Target.GrpcTarget;
import dev.kiban.runtime.telemetry.trace.Span.Attribute;
import dev.kiban.runtime.telemetry.trace.Span.Quantity;
import dev.kiban.runtime.telemetry.trace.Span.Text;
import dev.kiban.transcode.http.GrpcCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Gathers the attributes of one span, by the names of the
/// [semantic conventions](https://opentelemetry.io/docs/specs/semconv/).
final class SpanFacts {
    private final List<Attribute> attributes = new ArrayList<>();

    /// A fact in words; one without words is none.
    SpanFacts text(String key, String value) {
        if (!value.isEmpty()) {
            attributes.add(new Text(key, value));
        }
        return this;
    }

    SpanFacts number(String key, long value) {
        attributes.add(new Quantity(key, value));
        return this;
    }

    /// A host and perhaps a port, as in a `Host` header or an address: `[::1]:9101`, `item`.
    SpanFacts server(String address) {
        int colon = address.lastIndexOf(':');
        boolean hasPort = colon > address.lastIndexOf(']') && colon < address.length() - 1;
        String port = hasPort ? address.substring(colon + 1) : "";
        if (port.isEmpty() || port.length() > 5 || !port.chars().allMatch(Character::isDigit)) {
            return text("server.address", address);
        }
        return text("server.address", address.substring(0, colon))
                .number("server.port", Integer.parseInt(port));
    }

    SpanFacts rpc(GrpcTarget target, Optional<GrpcCode> code) {
        String path = target.path();
        int slash = path.lastIndexOf('/');
        text("rpc.system", "grpc");
        text("rpc.service", path.substring(1, slash));
        text("rpc.method", path.substring(slash + 1));
        code.ifPresent(known -> number("rpc.grpc.status_code", known.number()));
        return this;
    }

    /// What went wrong: the gRPC code, or else the HTTP status.
    SpanFacts error(int status, Optional<GrpcCode> code) {
        return text("error.type", code.map(GrpcCode::name).orElse(String.valueOf(status)));
    }

    List<Attribute> list() {
        return attributes;
    }
}
