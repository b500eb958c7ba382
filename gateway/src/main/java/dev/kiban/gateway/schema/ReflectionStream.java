package dev.kiban.gateway.schema;

import dev.kiban.gateway.schema.ReflectionCalls.Outcome;
import dev.kiban.runtime.http.Call;
import dev.kiban.runtime.http.CallEvents;
import dev.kiban.runtime.http.CallFault;
import dev.kiban.runtime.http.CallWaiter;
import dev.kiban.runtime.http.Headers;
import dev.kiban.transcode.http.GrpcCode;
import dev.kiban.transcode.http.GrpcMessage;
import dev.kiban.transcode.http.GrpcTimeout;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// One gRPC stream: sends all requests at once, keeps the whole reply, and cuts it into messages
/// when it is complete. Confined to its loop; only the outcome crosses.
final class ReflectionStream implements CallWaiter, CallEvents {
    private static final int FRAME_HEAD = 5;
    private static final int HTTP_OK = 200;

    private final ReflectionCalls.Call asked;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private @Nullable Call call;
    private Runnable whenOver = () -> {};
    private int httpStatus;
    private String grpcStatus = "";
    private String grpcMessage = "";

    ReflectionStream(ReflectionCalls.Call asked) {
        this.asked = asked;
    }

    CompletableFuture<Outcome> outcome() {
        return outcome;
    }

    void whenOver(Runnable task) {
        whenOver = task;
    }

    void timedOut() {
        fail(GrpcCode.DEADLINE_EXCEEDED, "no answer within " + asked.timeout());
    }

    void fail(GrpcCode code, String reason) {
        finish(new Outcome.Failed(code, reason));
    }

    @Override
    public boolean isWaiting() {
        return !outcome.isDone();
    }

    @Override
    public void ready(Call ready) {
        call = ready;
        ready.ask("POST", asked.method());
        ready.headers()
                .set("content-type", "application/grpc")
                .set("te", "trailers")
                .set("grpc-timeout", GrpcTimeout.format(asked.timeout()))
                .set("user-agent", "kiban");
        byte[] frames = frames(asked.requests());
        ready.end(frames, 0, frames.length);
    }

    @Override
    public CallEvents events() {
        return this;
    }

    @Override
    public void refused(CallFault fault) {
        fail(GrpcCode.UNAVAILABLE, fault.detail());
    }

    @Override
    public void head(int status, Headers headers) {
        httpStatus = status;
        readStatus(headers); // a server that fails at once has no trailers, only this head
    }

    @Override
    public void bytes(byte[] bytes, int from, int to) {
        if (body.size() + to - from > asked.maxReplyBytes()) {
            fail(
                    GrpcCode.RESOURCE_EXHAUSTED,
                    "more than %d bytes of reply".formatted(asked.maxReplyBytes()));
            return;
        }
        body.write(bytes, from, to - from);
    }

    @Override
    public void ended(Headers trailers) {
        readStatus(trailers);
        if (httpStatus != HTTP_OK || grpcStatus.isEmpty()) {
            fail(GrpcCode.UNKNOWN, "HTTP status %d, not a gRPC reply".formatted(httpStatus));
            return;
        }
        GrpcCode code = GrpcCode.ofHeader(grpcStatus);
        if (code == GrpcCode.OK) {
            cut();
        } else {
            fail(code, GrpcMessage.decode(grpcMessage));
        }
    }

    @Override
    public void writable() {}

    @Override
    public void failed(CallFault fault) {
        fail(GrpcCode.UNAVAILABLE, fault.detail());
    }

    private void readStatus(Headers headers) {
        grpcStatus = headers.get("grpc-status", grpcStatus);
        grpcMessage = headers.get("grpc-message", grpcMessage);
    }

    private void finish(Outcome result) {
        if (outcome.complete(result)) {
            if (call != null) {
                call.cancel(); // does nothing when the call has ended
            }
            whenOver.run();
        }
    }

    /// Frames are a byte that says whether the message is compressed, four of length, the message.
    private void cut() {
        ByteBuffer rest = ByteBuffer.wrap(body.toByteArray());
        List<byte[]> messages = new ArrayList<>();
        while (rest.hasRemaining()) {
            if (rest.remaining() < FRAME_HEAD || rest.get() != 0) {
                fail(GrpcCode.INTERNAL, "a gRPC frame that is cut short or compressed");
                return;
            }
            int length = rest.getInt();
            if (length < 0 || length > rest.remaining()) {
                fail(
                        GrpcCode.INTERNAL,
                        "a gRPC frame of %d bytes that is cut short".formatted(length));
                return;
            }
            byte[] message = new byte[length];
            rest.get(message);
            messages.add(message);
        }
        finish(new Outcome.Replies(messages));
    }

    private static byte[] frames(List<byte[]> messages) {
        int length = messages.stream().mapToInt(message -> FRAME_HEAD + message.length).sum();
        ByteBuffer frames = ByteBuffer.allocate(length);
        for (byte[] message : messages) {
            frames.put((byte) 0).putInt(message.length).put(message);
        }
        return frames.array();
    }
}
