package dev.kiban.transcode.http;

import dev.kiban.transcode.ByteSink;
import dev.kiban.transcode.Refusal;
import dev.kiban.transcode.Slice;
import java.util.Base64;

/// How an RPC ended.
///
/// @param details a serialized `google.rpc.Status`, of which only its details count; may be empty,
///     and need not be valid
public record GrpcStatus(GrpcCode code, String message, Slice details) {
    private static final Slice NONE = Slice.of(new byte[0]);
    private static final Slice BAD_REQUEST =
            Slice.utf8("type.googleapis.com/google.rpc.BadRequest");
    private static final int MAX_OWN_DETAILS = 1 << 16;

    /// A status without details.
    public GrpcStatus(GrpcCode code, String message) {
        this(code, message, NONE);
    }

    /// What the trailers of a gRPC reply say; empty text stands for a header that is not there.
    /// Whatever is wrong with them, the code and the message stay.
    ///
    /// @param code `grpc-status`
    /// @param message `grpc-message`, percent-encoded
    /// @param details `grpc-status-details-bin`, in base64
    public static GrpcStatus ofTrailers(String code, String message, String details) {
        return new GrpcStatus(
                GrpcCode.ofHeader(code), GrpcMessage.decode(message), base64(details));
    }

    private static Slice base64(String text) {
        try {
            return text.isEmpty() ? NONE : Slice.of(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException _) {
            return NONE;
        }
    }

    /// Why a request is refused, with the field at fault as a `google.rpc.BadRequest`.
    public static GrpcStatus ofRequest(Refusal refusal) {
        GrpcCode code =
                switch (refusal.kind()) {
                    case INVALID -> GrpcCode.INVALID_ARGUMENT;
                    case TOO_LARGE -> GrpcCode.RESOURCE_EXHAUSTED;
                };
        Slice details = refusal.path().isEmpty() ? NONE : badRequest(refusal);
        return new GrpcStatus(code, refusal.getMessage(), details);
    }

    /// Why a reply cannot be translated: not the client's fault, whatever the kind.
    public static GrpcStatus ofReply(Refusal refusal) {
        return new GrpcStatus(
                GrpcCode.INTERNAL,
                "the service's reply cannot be translated: " + refusal.getMessage());
    }

    /// Field numbers are those of `Status.details`, `Any`, `BadRequest` and `FieldViolation`.
    private static Slice badRequest(Refusal refusal) {
        ByteSink violation = new ByteSink(MAX_OWN_DETAILS);
        WireOut.field(1, Slice.utf8(refusal.path()), violation);
        WireOut.field(2, Slice.utf8(refusal.reason()), violation);
        ByteSink badRequest = new ByteSink(MAX_OWN_DETAILS);
        WireOut.field(1, violation.slice(), badRequest);
        ByteSink any = new ByteSink(MAX_OWN_DETAILS);
        WireOut.field(1, BAD_REQUEST, any);
        WireOut.field(2, badRequest.slice(), any);
        ByteSink status = new ByteSink(MAX_OWN_DETAILS);
        WireOut.field(3, any.slice(), status);
        return status.slice();
    }
}
