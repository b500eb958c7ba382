package dev.kiban.api;

import com.google.protobuf.Message;
import dev.kiban.runtime.http.Exchange;
import dev.kiban.transcode.http.GrpcCode;
import dev.kiban.transcode.http.GrpcMessage;
import dev.kiban.transcode.http.GrpcStatus;
import java.nio.ByteBuffer;

/// What a gRPC caller hears: a message and that all is well, or why not.
record GrpcReply(Exchange exchange) {
    /// Of a message: whether it is compressed, and its length.
    static final int PREFIX_BYTES = 5;

    static final byte NOT_COMPRESSED = 0;

    /// Clients take 8 KiB of headers, and a character can take nine of them.
    private static final int MAX_WHY_LENGTH = 800;

    void answer(Answer answer) {
        if (answer.code() == GrpcCode.OK) {
            send(answer.message());
        } else {
            refuse(new GrpcStatus(answer.code(), answer.why()));
        }
    }

    /// In the head, as nothing follows it.
    void refuse(GrpcStatus status) {
        String why = status.message();
        String cut = why.length() <= MAX_WHY_LENGTH ? why : why.substring(0, MAX_WHY_LENGTH) + "…";
        exchange.headers()
                .set("content-type", "application/grpc")
                .set("grpc-status", Integer.toString(status.code().number()))
                .set("grpc-message", GrpcMessage.encode(cut));
        exchange.end();
    }

    private void send(Message message) {
        ByteBuffer frame = ByteBuffer.allocate(PREFIX_BYTES + message.getSerializedSize());
        frame.put(NOT_COMPRESSED).putInt(message.getSerializedSize()).put(message.toByteArray());
        exchange.headers().set("content-type", "application/grpc");
        exchange.trailers().set("grpc-status", "0");
        exchange.end(frame.array(), 0, frame.capacity());
    }
}
