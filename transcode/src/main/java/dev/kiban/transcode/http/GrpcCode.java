package dev.kiban.transcode.http;

/// The status codes of gRPC with the HTTP status that each has, as `google.rpc.Code` documents it.
public enum GrpcCode {
    OK(0, 200),
    CANCELLED(1, 499),
    UNKNOWN(2, 500),
    INVALID_ARGUMENT(3, 400),
    DEADLINE_EXCEEDED(4, 504),
    NOT_FOUND(5, 404),
    ALREADY_EXISTS(6, 409),
    PERMISSION_DENIED(7, 403),
    RESOURCE_EXHAUSTED(8, 429),
    FAILED_PRECONDITION(9, 400),
    ABORTED(10, 409),
    OUT_OF_RANGE(11, 400),
    UNIMPLEMENTED(12, 501),
    INTERNAL(13, 500),
    UNAVAILABLE(14, 503),
    DATA_LOSS(15, 500),
    UNAUTHENTICATED(16, 401);

    private static final GrpcCode[] BY_NUMBER = values(); // declared in order
    private static final int MAX_DIGITS = 2;

    private final int number;
    private final int httpStatus;

    GrpcCode(int number, int httpStatus) {
        this.number = number;
        this.httpStatus = httpStatus;
    }

    /// The number on the wire.
    public int number() {
        return number;
    }

    /// The HTTP status of a reply that carries this code.
    public int httpStatus() {
        return httpStatus;
    }

    /// The code of a number; a number that is none is [#UNKNOWN].
    public static GrpcCode of(int number) {
        return number >= 0 && number < BY_NUMBER.length ? BY_NUMBER[number] : UNKNOWN;
    }

    /// The code of a `grpc-status` header; text that is no code is [#UNKNOWN].
    public static GrpcCode ofHeader(String value) {
        if (value.isEmpty() || value.length() > MAX_DIGITS) {
            return UNKNOWN;
        }
        int number = 0;
        for (int i = 0; i < value.length(); i++) {
            int digit = value.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return UNKNOWN;
            }
            number = number * 10 + digit;
        }
        return of(number);
    }

    /// The code for an upstream that answered a gRPC call with plain HTTP, and no `grpc-status`:
    /// the table of the gRPC project's `http-grpc-status-mapping.md`.
    public static GrpcCode ofHttpStatus(int httpStatus) {
        return switch (httpStatus) {
            case 400 -> INTERNAL;
            case 401 -> UNAUTHENTICATED;
            case 403 -> PERMISSION_DENIED;
            case 404 -> UNIMPLEMENTED;
            case 429, 502, 503, 504 -> UNAVAILABLE;
            default -> UNKNOWN;
        };
    }
}
