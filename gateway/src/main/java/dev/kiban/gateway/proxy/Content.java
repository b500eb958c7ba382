package dev.kiban.gateway.proxy;

import dev.kiban.gateway.Target.TranscodedTarget;
import dev.kiban.runtime.http.Headers;
import dev.kiban.transcode.Slice;
import dev.kiban.transcode.http.Binding;
import dev.kiban.transcode.http.GrpcCode;
import dev.kiban.transcode.http.MediaType;
import dev.kiban.transcode.http.RequestBody;
import java.util.Locale;
import java.util.Optional;

/// What the headers of a request say of its body.
final class Content {
    private static final String IDENTITY = "identity";
    private static final Slice ONE_BYTE = Slice.of(new byte[1]);

    private Content() {}

    /// Why a body cannot be read, whatever is in it. To be asked once there is one: a client may
    /// give a type to nothing.
    static Optional<Failure> flaw(Request request, TranscodedTarget target) {
        Headers headers = request.headers();
        Binding binding = target.binding();
        String type = headers.get(Names.CONTENT_TYPE, "");
        String encoding = headers.get(Names.CONTENT_ENCODING, IDENTITY);
        boolean stream = binding.rpc().clientStreaming() && binding.takesBody();
        if (!encoding.equalsIgnoreCase(IDENTITY)
                && (stream || !encoding.equalsIgnoreCase("gzip"))) {
            return Optional.of(unsupportedEncoding(request, encoding, stream));
        }
        if (binding.takesHttpBody()) {
            return Optional.empty();
        }
        if (!isUtf8(type)) {
            return Optional.of(unsupported("the charset of the body must be utf-8"));
        }
        boolean readable = stream ? isJsonStream(type) : binding.body(type, ONE_BYTE).isPresent();
        return readable ? Optional.empty() : Optional.of(unsupportedType(type, stream));
    }

    /// The body that was sent as a whole; it has no flaw.
    ///
    /// @throws dev.kiban.transcode.Refusal if it cannot be decompressed
    static RequestBody read(Request request, TranscodedTarget target, Slice sent) {
        Slice bytes = sent;
        Headers headers = request.headers();
        if (sent.length() > 0 && headers.get(Names.CONTENT_ENCODING, "").equalsIgnoreCase("gzip")) {
            int limit = target.limits().requestBytes();
            bytes = Slice.of(Gzip.inflate(sent.array(), sent.from(), sent.to(), limit));
        }
        return target.binding()
                .body(headers.get(Names.CONTENT_TYPE, ""), bytes)
                .orElseThrow(() -> new IllegalStateException("the body was not asked for flaws"));
    }

    /// Whether elements stand on lines, rather than in an array or on lines.
    static boolean isLines(Request request) {
        String type = request.headers().get(Names.CONTENT_TYPE, "");
        return !type.isEmpty() && MediaType.of(type).orElse(MediaType.JSON) == MediaType.NDJSON;
    }

    static boolean isProtobuf(Request request) {
        String type = request.headers().get(Names.CONTENT_TYPE, "");
        return !type.isEmpty() && MediaType.of(type).orElse(MediaType.JSON) == MediaType.PROTOBUF;
    }

    private static boolean isJsonStream(String type) {
        if (type.isEmpty()) {
            return true;
        }
        MediaType media = MediaType.of(type).orElse(MediaType.PROTOBUF);
        return media == MediaType.JSON || media == MediaType.NDJSON;
    }

    private static Failure unsupportedType(String type, boolean stream) {
        return unsupported(
                "content-type '%s' is not supported: use application/json or %s"
                        .formatted(
                                type, stream ? "application/x-ndjson" : "application/x-protobuf"));
    }

    private static Failure unsupportedEncoding(Request request, String encoding, boolean stream) {
        if (stream) {
            return unsupported("a stream of messages cannot have content-encoding " + encoding);
        }
        request.exchange().headers().set(Names.ACCEPT_ENCODING, Names.GZIP);
        return unsupported("content-encoding '%s' is not supported: use gzip".formatted(encoding));
    }

    private static Failure unsupported(String message) {
        return Failure.of(415, GrpcCode.INVALID_ARGUMENT, message);
    }

    /// JSON is UTF-8 (RFC 8259); a client that says otherwise means something else.
    private static boolean isUtf8(String contentType) {
        int at = contentType.indexOf(';');
        if (at < 0) {
            return true;
        }
        for (String parameter : contentType.substring(at + 1).split(";", -1)) {
            String lower = parameter.strip().toLowerCase(Locale.ROOT);
            if (lower.startsWith("charset=")) {
                String charset = lower.substring("charset=".length()).replace("\"", "");
                return charset.equals("utf-8")
                        || charset.equals("utf8")
                        || charset.equals("us-ascii");
            }
        }
        return true;
    }
}
