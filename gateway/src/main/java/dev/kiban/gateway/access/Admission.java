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
    record Refused(Reason reason, GrpcCode code, String message, String challenge)
            implements Admission {

        /// Refused, whatever the client shows.
        Refused(Reason reason, GrpcCode code, String message) {
            this(reason, code, message, "");
        }
    }

    /// Why a request ends.
    enum Reason {
        /// It comes from an address that the route does not take.
        ADDRESS,
        /// The route is for nobody.
        CLOSED,
        /// Nothing says who calls.
        NOTHING_SHOWN,
        /// A token is not accepted.
        TOKEN,
        /// Nobody has the API key.
        API_KEY,
        /// A client certificate is not accepted.
        CERTIFICATE,
        /// The keys to verify a token are not here yet.
        NO_KEYS,
        /// The route is for others.
        CALLER,
        /// The caller was not granted what the call needs.
        SCOPE
    }
}
