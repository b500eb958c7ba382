package dev.kiban.api;

import dev.kiban.transcode.http.GrpcCode;
import java.io.Serial;
import java.util.function.Supplier;

/// Why a call is not answered: what is wrong, and what to do. It is made for the caller, and has no
/// stack trace, for it tells of the call and not of the program.
final class ApiRefusal extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    private final GrpcCode code;

    ApiRefusal(GrpcCode code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    static ApiRefusal unauthenticated(String message) {
        return new ApiRefusal(GrpcCode.UNAUTHENTICATED, message);
    }

    static ApiRefusal denied(String message) {
        return new ApiRefusal(GrpcCode.PERMISSION_DENIED, message);
    }

    static ApiRefusal invalid(String message) {
        return new ApiRefusal(GrpcCode.INVALID_ARGUMENT, message);
    }

    /// A value made of what the caller said; why it cannot be made is told to the caller.
    static <T> T unlessValid(Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    GrpcCode code() {
        return code;
    }

    /// @return never null, as each refusal says why
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
