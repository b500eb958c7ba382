package dev.kiban.gateway.proxy;

import dev.kiban.runtime.http.Headers;
import dev.kiban.transcode.http.GrpcCode;
import dev.kiban.transcode.http.GrpcStatus;
import java.util.Optional;

/// What the head and the trailers of a gRPC reply say.
final class GrpcReply {
    private static final int OK = 200;
    private static final GrpcStatus ENDED_WELL = new GrpcStatus(GrpcCode.OK, "");

    private GrpcReply() {}

    /// Why this head is not that of a gRPC reply: most likely something between us and the upstream
    /// has answered.
    static Optional<Failure> flaw(int httpStatus, Headers head) {
        if (httpStatus != OK) {
            return Optional.of(
                    Failure.of(
                            GrpcCode.ofHttpStatus(httpStatus),
                            "the upstream answered with HTTP status %d instead of gRPC"
                                    .formatted(httpStatus)));
        }
        if (!head.get(Names.CONTENT_TYPE, "").startsWith("application/grpc")) {
            return Optional.of(
                    Failure.of(
                            GrpcCode.UNKNOWN,
                            "the upstream answered with something that is no gRPC"));
        }
        return Optional.empty();
    }

    /// How the call ended. Without a status, it is not known to have ended well.
    static GrpcStatus status(Headers trailers) {
        String code = trailers.get(Names.GRPC_STATUS, "");
        if (code.equals("0")) {
            return ENDED_WELL;
        }
        if (code.isEmpty()) {
            return new GrpcStatus(GrpcCode.UNKNOWN, "the upstream ended without a status");
        }
        return GrpcStatus.ofTrailers(
                code,
                trailers.get(Names.GRPC_MESSAGE, ""),
                trailers.get(Names.GRPC_STATUS_DETAILS, ""));
    }
}
