package dev.kiban.runtime.http;

import dev.kiban.runtime.http.wire.Http2Fault;
import io.netty.handler.codec.DecoderException;

/// Why a call has no reply, or only a part of one.
///
/// @param detail one line for logs and error messages; names no secret
public record CallFault(Kind kind, String detail) {
    /// What is known about the request.
    public enum Kind {
        /// No connection could be made: the origin saw nothing.
        NOT_CONNECTED,
        /// Too many calls wait for this origin already: it saw nothing.
        OVERLOADED,
        /// The origin says that it did not process the request (HTTP/2 `REFUSED_STREAM` or
        /// `GOAWAY`).
        NOT_PROCESSED,
        /// An HTTP/1.1 connection that had been used before ended without a reply: most likely the
        /// origin had closed it already, but it may have seen the request.
        STALE_CONNECTION,
        /// The origin reset the stream or closed the connection.
        BROKEN,
        /// What came back is no HTTP.
        PROTOCOL,
        /// Whoever took the reply failed.
        INTERNAL
    }

    /// Whether the origin cannot have acted on the request, so that it may be sent again.
    public boolean isUnseen() {
        return switch (kind) {
            case NOT_CONNECTED, OVERLOADED, NOT_PROCESSED -> true;
            case STALE_CONNECTION, BROKEN, PROTOCOL, INTERNAL -> false;
        };
    }

    /// Why an HTTP/1.1 connection broke.
    ///
    /// @param stale whether it had been used before, and no reply had begun
    static CallFault of(Throwable cause, String address, boolean stale) {
        return cause instanceof DecoderException || cause instanceof IllegalArgumentException
                ? noHttp(address, reason(cause))
                : lost(address, reason(cause), stale ? Kind.STALE_CONNECTION : Kind.BROKEN);
    }

    /// A reset of the stream (RFC 9113, 8.7).
    static CallFault reset(String address, long code) {
        return code == Http2Fault.REFUSED_STREAM
                ? new CallFault(Kind.NOT_PROCESSED, address + " refused the stream")
                : new CallFault(
                        Kind.BROKEN, "%s reset the stream with code %d".formatted(address, code));
    }

    static CallFault goingAway(String address) {
        return new CallFault(Kind.NOT_PROCESSED, address + " is going away");
    }

    static CallFault lost(String address, String reason, Kind kind) {
        return new CallFault(kind, "lost the connection to %s: %s".formatted(address, reason));
    }

    static CallFault noHttp(String address, String reason) {
        return new CallFault(Kind.PROTOCOL, "%s sent no HTTP: %s".formatted(address, reason));
    }

    static String reason(Throwable cause) {
        String message = cause.getMessage();
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
    }
}
