package dev.kiban.pace.rpc;

import com.google.protobuf.Message;
import dev.kiban.pace.reception.Refusal;
import dev.kiban.runtime.http.Exchange;
import dev.kiban.runtime.http.Headers;
import dev.kiban.transcode.http.GrpcMessage;
import java.nio.ByteBuffer;
import java.util.Base64;

/// Writes answers to calls.
final class RpcReply {
    /// Before a message: whether it is compressed, and its length.
    static final int PREFIX_BYTES = 5;

    static final byte NOT_COMPRESSED = 0;

    private static final CharSequence CONTENT_TYPE = Headers.ascii("content-type");
    private static final CharSequence GRPC = Headers.ascii("application/grpc");
    private static final CharSequence STATUS = Headers.ascii("grpc-status");
    private static final CharSequence MESSAGE = Headers.ascii("grpc-message");
    private static final CharSequence DETAILS = Headers.ascii("grpc-status-details-bin");
    private static final CharSequence OK = Headers.ascii("0");
    private static final Base64.Encoder BASE64 = Base64.getEncoder().withoutPadding();

    private RpcReply() {}

    static void send(Message message, Exchange exchange) {
        byte[] wire = message.toByteArray();
        ByteBuffer frame = ByteBuffer.allocate(PREFIX_BYTES + wire.length);
        frame.put(NOT_COMPRESSED).putInt(wire.length).put(wire);
        exchange.headers().set(CONTENT_TYPE, GRPC);
        exchange.trailers().set(STATUS, OK);
        exchange.end(frame.array(), 0, frame.capacity());
    }

    /// In the head, as nothing follows it.
    static void refuse(Refusal refusal, Exchange exchange) {
        Headers head =
                exchange.headers()
                        .set(CONTENT_TYPE, GRPC)
                        .set(STATUS, Integer.toString(refusal.code().number()))
                        .set(MESSAGE, GrpcMessage.encode(refusal.message()));
        if (refusal.retryAfter().isPresent()) {
            head.set(DETAILS, BASE64.encodeToString(Wording.status(refusal).toByteArray()));
        }
        exchange.end();
    }
}
