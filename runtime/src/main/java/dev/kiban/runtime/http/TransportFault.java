package dev.kiban.runtime.http;

/// The transport cannot do what it was set up for: a port that is taken, a certificate that cannot
/// be read.
public final class TransportFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TransportFault(String message, Throwable cause) {
        super(message, cause);
    }
}
