package dev.kiban.runtime.http;

import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http2.Http2Exception;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;

/// Why a call has no reply, or only a part of one.
///
/// @param detail one line for logs and error messages; names no secret
public record CallFault(Kind kind, String detail) {
    private static final long REFUSED_STREAM = 7;

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

    /// Whether the origin can have seen the request before the connection ended.
    enum Sight {
        NONE,
        UNLIKELY,
        LIKELY
    }

    /// Whether the origin cannot have acted on the request, so that it may be sent again.
    public boolean isUnseen() {
        return switch (kind) {
            case NOT_CONNECTED, OVERLOADED, NOT_PROCESSED -> true;
            case STALE_CONNECTION, BROKEN, PROTOCOL, INTERNAL -> false;
        };
    }

    static CallFault of(Throwable cause, String address, Sight sight) {
        return switch (cause) {
            case StreamResetException reset when reset.getCode() == REFUSED_STREAM ->
                    new CallFault(Kind.NOT_PROCESSED, address + " refused the stream");
            case StreamResetException reset ->
                    new CallFault(
                            Kind.BROKEN,
                            "%s reset the stream with code %d".formatted(address, reset.getCode()));
            case HttpClosedException _ when sight == Sight.NONE ->
                    new CallFault(Kind.NOT_PROCESSED, address + " is going away");
            case DecoderException _, Http2Exception _, IllegalArgumentException _ ->
                    new CallFault(
                            Kind.PROTOCOL, "%s sent no HTTP: %s".formatted(address, reason(cause)));
            default ->
                    new CallFault(
                            sight == Sight.UNLIKELY ? Kind.STALE_CONNECTION : Kind.BROKEN,
                            "lost the connection to %s: %s".formatted(address, reason(cause)));
        };
    }

    static String reason(Throwable cause) {
        String message = cause.getMessage();
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
    }
}
