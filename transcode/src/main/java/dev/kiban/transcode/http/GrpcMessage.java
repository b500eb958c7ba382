package dev.kiban.transcode.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// The percent-encoding of the `grpc-message` header: like that of URLs, but of all that is no
/// printable ASCII, and of `%`.
public final class GrpcMessage {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private GrpcMessage() {}

    /// The text of a header. Never fails, as the gRPC protocol asks: a broken escape stays as it
    /// is, and bytes that are no UTF-8 become replacement characters.
    public static String decode(String header) {
        if (header.indexOf('%') < 0) {
            return header;
        }
        byte[] raw = header.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(raw.length);
        for (int i = 0; i < raw.length; i++) {
            int value = raw[i] == '%' ? Percent.escaped(raw, i) : -1;
            if (value < 0) {
                decoded.write(raw[i]);
            } else {
                decoded.write(value);
                i += 2;
            }
        }
        return decoded.toString(StandardCharsets.UTF_8);
    }

    /// The header for a text.
    public static String encode(String message) {
        StringBuilder header = new StringBuilder(message.length() + 16);
        for (byte b : message.getBytes(StandardCharsets.UTF_8)) {
            if (b >= ' ' && b <= '~' && b != '%') {
                header.append((char) b);
            } else {
                header.append('%').append(HEX.toHexDigits(b));
            }
        }
        return header.toString();
    }
}
