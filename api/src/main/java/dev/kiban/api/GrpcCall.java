package dev.kiban.api;

import dev.kiban.runtime.http.Exchange;
import dev.kiban.runtime.http.ExchangeEvents;
import dev.kiban.runtime.http.Loop;
import dev.kiban.transcode.http.GrpcCode;
import dev.kiban.transcode.http.GrpcStatus;
import dev.kiban.transcode.http.GrpcTimeout;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One call over gRPC: its message is gathered on the loop and answered on a thread of its own,
/// which may wait; what it gets is sent on the loop again.
final class GrpcCall implements ExchangeEvents {
    /// Who needs longer to send one message is not served.
    private static final Duration TO_SEND = Duration.ofSeconds(10);

    private static final Duration UNLIMITED = Duration.ofMinutes(1);

    private final Api api;
    private final Loop loop;
    private final Method<?> method;
    private final Exchange exchange;
    private final GrpcReply reply;
    private final Optional<String> authorization;
    private final long startNanos = System.nanoTime();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private Loop.Timer tooSlow = () -> {};
    private Duration time = UNLIMITED;
    private volatile boolean isGone;

    GrpcCall(Api api, Loop loop, Method<?> method, Exchange exchange) {
        this.api = api;
        this.loop = loop;
        this.method = method;
        this.exchange = exchange;
        this.reply = new GrpcReply(exchange);
        List<String> said = exchange.requestHeaders().all("authorization");
        this.authorization =
                said.isEmpty() ? Optional.empty() : Optional.of(String.join(",", said));
    }

    /// Takes its message, unless it is clear already that it will not be answered.
    void begin() {
        try {
            time = time(exchange.requestHeaders().get("grpc-timeout", ""));
            Api.Call.checkSaysWho(method, authorization);
            exchange.listen(this);
            tooSlow =
                    loop.schedule(
                            TO_SEND,
                            () -> refuse(GrpcCode.DEADLINE_EXCEEDED, "send the message faster"));
        } catch (ApiRefusal e) {
            reply.refuse(api.refusal(e));
        }
    }

    @Override
    public void bytes(byte[] bytes, int from, int to) {
        if (body.size() + to - from > GrpcReply.PREFIX_BYTES + Api.MAX_BODY_BYTES) {
            refuse(
                    GrpcCode.RESOURCE_EXHAUSTED,
                    "a message has at most %d bytes".formatted(Api.MAX_BODY_BYTES));
        } else {
            body.write(bytes, from, to - from);
        }
    }

    @Override
    public void ended() {
        tooSlow.cancel();
        ByteBuffer frame = ByteBuffer.wrap(body.toByteArray());
        boolean isOne =
                frame.remaining() >= GrpcReply.PREFIX_BYTES
                        && frame.get() == GrpcReply.NOT_COMPRESSED
                        && frame.getInt() == frame.remaining();
        if (isOne) {
            byte[] message = new byte[frame.remaining()];
            frame.get(message);
            Thread.startVirtualThread(() -> answer(message));
        } else {
            refuse(GrpcCode.INVALID_ARGUMENT, "send one message, whole and not compressed");
        }
    }

    @Override
    public void writable() {
        // what is sent is small, and waits by itself
    }

    @Override
    public void gone() {
        tooSlow.cancel();
        isGone = true;
    }

    private void refuse(GrpcCode code, String why) {
        tooSlow.cancel();
        reply.refuse(new GrpcStatus(code, why));
    }

    private void answer(byte[] message) {
        try {
            Answer answer =
                    api.answer(new Api.Call(method, authorization, () -> message, timeLeft()));
            loop.execute(() -> reply.answer(answer));
        } catch (RuntimeException e) {
            GrpcStatus why = api.refusal(e);
            loop.execute(() -> reply.refuse(why));
        }
    }

    /// None if nobody waits for the answer any more.
    private Duration timeLeft() {
        return isGone ? Duration.ZERO : time.minusNanos(System.nanoTime() - startNanos);
    }

    private static Duration time(String header) {
        return header.isEmpty()
                ? UNLIMITED
                : GrpcTimeout.parse(header)
                        .orElseThrow(
                                () ->
                                        ApiRefusal.invalid(
                                                "'grpc-timeout' is up to 8 digits and a unit, such as 500m"));
    }
}
