package dev.kiban.gateway.access;

import dev.kiban.transcode.http.GrpcCode;

/// What became of a request that asked to pass.
public sealed interface Admission {

    /// It goes on.
    record Passed() implements Admission {}

    /// It ends here.
    ///
    /// @param message for the client
    record Refused(GrpcCode code, String message) implements Admission {}
}
