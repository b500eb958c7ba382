package dev.kiban.gateway.schema;

import dev.kiban.definition.Address;
import dev.kiban.definition.UpstreamTls;
import dev.kiban.transcode.http.GrpcCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How reflection calls its upstream: one stream, all requests, then all replies.
@FunctionalInterface
public interface ReflectionCalls {

    /// Calls and waits for the end of the stream. Blocks; to be called on a virtual thread.
    Outcome call(Call call);

    /// One call.
    ///
    /// @param tls how to check the server; empty is plaintext
    /// @param method such as `/grpc.reflection.v1.ServerReflection/ServerReflectionInfo`
    /// @param requests one message each
    /// @param maxReplyBytes more than this from the server is a failure
    /// @param timeout the whole call takes no longer
    record Call(
            Address address,
            Optional<UpstreamTls> tls,
            String method,
            List<byte[]> requests,
            int maxReplyBytes,
            Duration timeout) {}

    /// What became of a call.
    sealed interface Outcome {

        /// The stream ended well, with these messages.
        record Replies(List<byte[]> messages) implements Outcome {}

        /// It did not.
        ///
        /// @param reason what happened, a phrase to put after a colon
        record Failed(GrpcCode code, String reason) implements Outcome {}
    }
}
