package dev.kiban.runtime.sql;

/// PostgreSQL cannot run on its data folder; the message says why and what to do.
public final class ServerFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ServerFault(String message) {
        super(message);
    }

    ServerFault(String message, Throwable cause) {
        super(message, cause);
    }
}
