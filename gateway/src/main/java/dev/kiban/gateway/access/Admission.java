package dev.kiban.gateway.access;

import dev.kiban.transcode.http.GrpcCode;

/// What became of a request that asked to pass.
public sealed interface Admission {

    /// It goes on, and it does not matter who calls.
    record Passed() implements Admission {}

    /// It goes on, and its service is told who calls.
    record PassedAs(Identity identity) implements Admission {}

    /// It is not known yet: keys are being fetched.
    ///
    /// @param otherwise what it comes to if they do not help
    record Waits(Refused otherwise) implements Admission {}

    /// It ends here.
    ///
    /// @param message for the client
    /// @param challenge what the client should show (RFC 6750, 3); empty if that would not help
    record Refused(GrpcCode code, String message, String challenge) implements Admission {

        /// Refused, whatever the client shows.
        Refused(GrpcCode code, String message) {
            this(code, message, "");
        }
    }
}
