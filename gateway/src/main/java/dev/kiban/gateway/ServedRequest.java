package dev.kiban.gateway;

import dev.kiban.runtime.telemetry.trace.Trace;
import dev.kiban.transcode.http.GrpcCode;
import java.util.Optional;

/// One request when it is over.
///
/// @param head what the client asked for
/// @param target where it went; empty if no route took it
/// @param answer what the client got
/// @param trace the trace that it was part of
/// @param startEpochNanos when its head had arrived
/// @param durationNanos from then to the end of the answer
/// @param upstream the address that was called last; empty if none was
/// @param upstreamNanos from the start of the call to the end of the reply; 0 if there was none
public record ServedRequest(
        Head head,
        Optional<Target> target,
        Answer answer,
        Trace trace,
        long startEpochNanos,
        long durationNanos,
        String upstream,
        long upstreamNanos) {

    /// What the client asked for.
    ///
    /// @param path without the query, which may hold what no log should
    /// @param protocol `HTTP/1.1` or `HTTP/2`
    public record Head(
            String method,
            String path,
            String authority,
            String protocol,
            String clientAddress,
            String userAgent) {}

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
            long responseBytes) {}
}
