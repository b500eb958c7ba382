package dev.kiban.transcode;

import java.io.Serial;

/// A descriptor set that cannot be used, and why.
public final class SchemaFault extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    SchemaFault(String message) {
        super(message);
    }

    SchemaFault(String message, Throwable cause) {
        super(message, cause);
    }
}
