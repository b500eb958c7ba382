package dev.kiban.gateway.proxy;

import dev.kiban.gateway.Target.GrpcTarget;
import dev.kiban.runtime.http.Headers;
import dev.kiban.transcode.Refusal;
import dev.kiban.transcode.http.GrpcTimeout;
import java.time.Duration;
import java.util.Optional;

/// How long a gRPC call may take: as the client asks (`grpc-timeout`), but a call that is no stream
/// no longer than its route allows.
///
/// A stream may go on for as long as its two sides want; only the client can limit it.
final class Timeouts {
    private static final Duration LONGEST = Duration.ofDays(1);

    private Timeouts() {}

    /// Empty if the call may go on forever.
    ///
    /// @throws Refusal if the header is malformed
    static Optional<Duration> of(GrpcTarget target, Headers headers) {
        String asked = headers.get(Names.GRPC_TIMEOUT, "");
        if (asked.isEmpty()) {
            return target.streaming() ? Optional.empty() : Optional.of(target.timeout());
        }
        Duration timeout =
                GrpcTimeout.parse(asked)
                        .orElseThrow(
                                () ->
                                        Refusal.invalid(
                                                "header 'grpc-timeout': expected up to 8 digits and a unit, such as 500m"));
        Duration longest = target.streaming() ? LONGEST : target.timeout();
        return Optional.of(timeout.compareTo(longest) < 0 ? timeout : longest);
    }
}
