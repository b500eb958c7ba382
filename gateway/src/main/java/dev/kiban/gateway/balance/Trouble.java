package dev.kiban.gateway.balance;

import dev.kiban.runtime.http.CallFault;

/// What became of one attempt, as far as it matters for the next one.
public enum Trouble {
    /// There is an answer, good or bad, that another endpoint would most likely give as well.
    NONE,
    /// No connection could be made: the endpoint saw nothing.
    NOT_CONNECTED,
    /// The endpoint, or we for it, had too much to do: it did not process the request.
    REFUSED,
    /// A connection that had been idle was closed just then; it may have seen the request.
    STALE,
    /// The connection or the stream broke, or what came is no HTTP.
    RESET,
    /// The endpoint says that it cannot serve: gRPC `UNAVAILABLE`, HTTP 503.
    UNAVAILABLE,
    /// What stands before the endpoint says so: HTTP 502 or 504.
    GATEWAY_ERROR,
    /// There was no answer in the time for one attempt.
    TOO_LATE;

    private static final int BAD_GATEWAY = 502;
    private static final int SERVICE_UNAVAILABLE = 503;
    private static final int GATEWAY_TIMEOUT = 504;

    static Trouble of(CallFault fault) {
        return switch (fault.kind()) {
            case NOT_CONNECTED -> NOT_CONNECTED;
            case OVERLOADED, NOT_PROCESSED -> REFUSED;
            case STALE_CONNECTION -> STALE;
            case BROKEN, PROTOCOL -> RESET;
            case INTERNAL -> NONE;
        };
    }

    static Trouble ofStatus(int httpStatus) {
        return switch (httpStatus) {
            case SERVICE_UNAVAILABLE -> UNAVAILABLE;
            case BAD_GATEWAY, GATEWAY_TIMEOUT -> GATEWAY_ERROR;
            default -> NONE;
        };
    }

    /// Whether the endpoint cannot have acted on the request.
    boolean isUnseen() {
        return this == NOT_CONNECTED || this == REFUSED;
    }

    /// Whether it speaks against the endpoint. That one is going away, or closes what is idle, does
    /// not; nor does an error that the request itself may have caused.
    boolean isFailure() {
        return switch (this) {
            case NOT_CONNECTED, RESET, UNAVAILABLE, GATEWAY_ERROR, TOO_LATE -> true;
            case NONE, REFUSED, STALE -> false;
        };
    }
}
