package dev.kiban.gateway.schema;

import java.io.Serial;

/// A server that could not be asked for its schema. The message says why, as a phrase about `it`.
final class ReflectionFailure extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    ReflectionFailure(String message) {
        super(message);
    }
}
