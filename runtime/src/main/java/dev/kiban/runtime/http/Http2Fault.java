package dev.kiban.runtime.http;

/// What the other side of an HTTP/2 connection did wrong, so that the connection must end
/// (RFC 9113, 5.4.1).
final class Http2Fault extends Exception {
    static final int NO_ERROR = 0;
    static final int PROTOCOL_ERROR = 1;
    static final int FLOW_CONTROL_ERROR = 3;
    static final int FRAME_SIZE_ERROR = 6;
    static final int REFUSED_STREAM = 7;
    static final int CANCEL = 8;
    static final int COMPRESSION_ERROR = 9;
    static final int ENHANCE_YOUR_CALM = 11;

    private static final long serialVersionUID = 1L;

    private final int code;

    Http2Fault(int code, String message) {
        super(message);
        this.code = code;
    }

    int code() {
        return code;
    }
}
