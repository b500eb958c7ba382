package dev.kiban.gateway.proxy;

import dev.kiban.runtime.http.CallFault;
import dev.kiban.transcode.Refusal;
import dev.kiban.transcode.http.GrpcCode;
import dev.kiban.transcode.http.GrpcStatus;
import java.util.Optional;

/// Why a request has no answer of its upstream: what a gRPC client is told, and the HTTP status
/// that fits it best.
///
/// @param status its message is for the client and names no address
/// @param detail for logs; empty if the status says it all
/// @param cause what became of the call to the upstream, if that is the reason
record Failure(int httpStatus, GrpcStatus status, String detail, Optional<CallFault.Kind> cause) {
    static final Failure TIMED_OUT =
            of(GrpcCode.DEADLINE_EXCEEDED, "the upstream did not answer in time");

    /// A mistake in this program.
    static final Failure OUR_FAULT = of(GrpcCode.INTERNAL, "the gateway failed");

    /// With the usual HTTP status of the code.
    static Failure of(GrpcCode code, String message) {
        return of(code.httpStatus(), code, message);
    }

    static Failure of(int httpStatus, GrpcCode code, String message) {
        return new Failure(httpStatus, new GrpcStatus(code, message), "", Optional.empty());
    }

    /// The upstream itself says no.
    static Failure of(GrpcStatus status) {
        return new Failure(status.code().httpStatus(), status, "", Optional.empty());
    }

    /// What the client sent cannot be translated.
    static Failure ofRequest(Refusal refusal) {
        GrpcStatus status = GrpcStatus.ofRequest(refusal);
        return new Failure(
                switch (refusal.kind()) {
                    case INVALID -> status.code().httpStatus();
                    case TOO_LARGE -> 413;
                },
                status,
                "",
                Optional.empty());
    }

    /// What the upstream sent cannot be translated.
    static Failure ofReply(Refusal refusal) {
        return of(GrpcStatus.ofReply(refusal));
    }

    static Failure requestTooLarge(long limit) {
        return of(
                413,
                GrpcCode.RESOURCE_EXHAUSTED,
                "the request body is larger than %d bytes".formatted(limit));
    }

    /// A gRPC call that got no reply.
    static Failure ofGrpc(CallFault fault) {
        return ofFault(fault, GrpcCode.UNAVAILABLE.httpStatus());
    }

    /// A call to an HTTP upstream that got no reply.
    static Failure ofHttp(CallFault fault) {
        return ofFault(
                fault,
                fault.kind() == CallFault.Kind.OVERLOADED
                        ? GrpcCode.UNAVAILABLE.httpStatus()
                        : 502);
    }

    private static Failure ofFault(CallFault fault, int httpStatus) {
        String message =
                switch (fault.kind()) {
                    case NOT_CONNECTED -> "the upstream cannot be reached";
                    case OVERLOADED -> "too many requests wait for the upstream";
                    case NOT_PROCESSED -> "the upstream refused the request";
                    case STALE_CONNECTION, BROKEN -> "the connection to the upstream broke";
                    case PROTOCOL -> "the upstream sent what is no HTTP";
                    case INTERNAL -> OUR_FAULT.status().message();
                };
        boolean ours = fault.kind() == CallFault.Kind.INTERNAL;
        return new Failure(
                ours ? OUR_FAULT.httpStatus() : httpStatus,
                new GrpcStatus(ours ? GrpcCode.INTERNAL : GrpcCode.UNAVAILABLE, message),
                fault.detail(),
                Optional.of(fault.kind()));
    }
}
