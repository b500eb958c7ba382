package dev.kiban.runtime.http.wire;

/// What the other side of an HTTP/2 connection did wrong, so that the connection must end
/// (RFC 9113, 5.4.1).
public final class Http2Fault extends Exception {
    public static final int NO_ERROR = 0;
    public static final int PROTOCOL_ERROR = 1;
    public static final int FLOW_CONTROL_ERROR = 3;
    public static final int FRAME_SIZE_ERROR = 6;
    public static final int REFUSED_STREAM = 7;
    public static final int CANCEL = 8;
    public static final int COMPRESSION_ERROR = 9;
    public static final int ENHANCE_YOUR_CALM = 11;

    private static final long serialVersionUID = 1L;

    private final int code;

    public Http2Fault(int code, String message) {
        super(message);
        this.code = code;
    }

    public int code() {
        return code;
    }
}
