package dev.kiban.runtime.http.wire;

/// What a client sent is no request of HTTP/1.1, or one that nobody should answer. Where the next
/// one would begin is anybody's guess, so the connection must end.
public final class RequestFault extends Exception {
    public static final int MALFORMED = 400;
    public static final int LINE_TOO_LONG = 414;
    public static final int FIELDS_TOO_LARGE = 431;
    public static final int UNKNOWN_VERSION = 505;

    private static final long serialVersionUID = 1L;

    private final int status;

    RequestFault(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    /// The HTTP status to answer with.
    public int status() {
        return status;
    }
}
