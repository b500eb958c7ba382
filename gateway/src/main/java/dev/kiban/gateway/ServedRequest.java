package dev.kiban.gateway;

import dev.kiban.definition.AccessLog;
import dev.kiban.gateway.access.Admission.Reason;
import dev.kiban.runtime.http.CallFault;
import dev.kiban.runtime.telemetry.trace.Trace;
import dev.kiban.transcode.http.GrpcCode;
import java.util.Optional;

/// One request when it is over.
///
/// @param head what the client asked for
/// @param target where it went; empty if no route took it
/// @param backend which of the route's backends served it; empty if none was chosen
/// @param access who called, and whether they might
/// @param answer what the client got
/// @param trace the trace that it was part of
/// @param startEpochNanos when its head had arrived
/// @param durationNanos from then to the end of the answer
/// @param call the last call to an upstream; empty if there was none
/// @param accessLog what the access log says of such requests
/// @param failure why that call got no reply, or only a part of one; empty if it did
public record ServedRequest(
        Head head,
        Optional<Target> target,
        Optional<Backend> backend,
        Access access,
        Answer answer,
        Trace trace,
        long startEpochNanos,
        long durationNanos,
        Optional<UpstreamCall> call,
        AccessLog accessLog,
        Optional<CallFault.Kind> failure) {

    /// What the client asked for.
    ///
    /// @param scheme `http` or `https`
    /// @param path without the query, which may hold what no log should; the template of the route,
    /// or nothing where there is none, if the path may hold such things, too
    /// @param protocol `HTTP/1.1` or `HTTP/2`
    public record Head(
            String method,
            String scheme,
            String path,
            String authority,
            String protocol,
            String clientAddress,
            String userAgent) {}

    /// Who called.
    ///
    /// @param caller by the name in the definitions; empty if it did not matter, or is not known
    /// @param refused why they might not; empty if they might
    public record Access(Optional<String> caller, Optional<Reason> refused) {
        /// It did not matter.
        public static final Access NOT_ASKED = new Access(Optional.empty(), Optional.empty());
    }

    /// What the client got.
    ///
    /// @param status the HTTP status; 499 if the client left before there was one
    /// @param code the gRPC code of the reply, or of our refusal; for HTTP upstreams, of our
    /// refusal only
    /// @param fault why it failed, for people; empty if it did not, or if the upstream said so
    /// itself
    /// @param requestBytes of the body, as received
    /// @param responseBytes of the body, as sent
    public record Answer(
            int status,
            Optional<GrpcCode> code,
            String fault,
            long requestBytes,
            long responseBytes) {
        private static final int SERVER_ERROR = 500;

        /// Whether it failed through no fault of the client. Status or code may say so: native gRPC
        /// answers are always HTTP 200, plain HTTP has no code.
        public boolean isServerError() {
            return status >= SERVER_ERROR
                    || (code.isPresent() && code.get().httpStatus() >= SERVER_ERROR);
        }
    }

    /// A call to an upstream.
    ///
    /// @param attempts how often the request was sent
    /// @param address that was called last
    /// @param startedAfterNanos from the head of the request to the start of the call
    /// @param durationNanos from the start of the call to the end of its reply
    public record UpstreamCall(
            int attempts, String address, long startedAfterNanos, long durationNanos) {}
}
