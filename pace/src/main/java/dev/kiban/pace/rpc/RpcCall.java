package dev.kiban.pace.rpc;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.kiban.pace.reception.Reception;
import dev.kiban.pace.reception.Reception.Entry;
import dev.kiban.pace.reception.Refusal;
import dev.kiban.runtime.http.Deadlines;
import dev.kiban.runtime.http.Deadlines.Deadline;
import dev.kiban.runtime.http.Exchange;
import dev.kiban.runtime.http.ExchangeEvents;
import dev.kiban.runtime.http.Headers;
import dev.kiban.runtime.http.Loop;
import dev.kiban.transcode.http.GrpcCode;
import dev.kiban.transcode.http.GrpcTimeout;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One call: its message is gathered, and it is answered once, unless its caller has left. Belongs
/// to the loop of its connection.
final class RpcCall implements ExchangeEvents {
    /// Of a message.
    static final int MAX_BYTES = 256 << 10;

    /// So many asks are made at once; then others on the loop have their turn.
    static final int ASKS_AT_ONCE = 100;

    private static final CharSequence GRPC_TIMEOUT = Headers.ascii("grpc-timeout");
    private static final CharSequence X_API_KEY = Headers.ascii("x-api-key");

    /// Who needs longer to send one message is not served.
    private static final Duration TO_SEND = Duration.ofSeconds(10);

    /// Nobody is held for longer, so whoever would wait for longer waits without a deadline.
    private static final Duration LONGEST = Duration.ofDays(1);

    private final Rpc<?> rpc;
    private final Exchange exchange;
    private final Ports ports;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final List<Deadline> deadlines = new ArrayList<>(2);
    private Runnable leaves = () -> {};
    private boolean isOver;

    /// What the calls of one loop share.
    record Ports(Loop loop, Reception reception, Deadlines deadlines, Inbox inbox) {}

    RpcCall(Rpc<?> rpc, Exchange exchange, Ports ports) {
        this.rpc = rpc;
        this.exchange = exchange;
        this.ports = ports;
    }

    Reception reception() {
        return ports.reception();
    }

    /// May who calls ask for this pace?
    Entry enter(String pace) {
        return ports.reception().enter(pace, exchange.requestHeaders().all(X_API_KEY));
    }

    /// Goes on when others on the loop had their turn, if the answer is still wanted.
    void later(Runnable rest) {
        ports.loop()
                .execute(
                        () -> {
                            if (!isOver) {
                                rest.run();
                            }
                        });
    }

    /// Where who calls is.
    String address() {
        return exchange.clientAddress();
    }

    /// Takes the message, unless it is clear already that there is no answer.
    void begin() {
        String timeout = exchange.requestHeaders().get(GRPC_TIMEOUT, "");
        Optional<Duration> time =
                timeout.isEmpty() ? Optional.of(LONGEST) : GrpcTimeout.parse(timeout);
        if (time.isEmpty()) {
            refuse(Refusal.invalid("'grpc-timeout' is up to 8 digits and a unit, such as 500m"));
            return;
        }
        exchange.listen(this);
        endAfter(TO_SEND, "send the message faster");
        if (time.get().compareTo(LONGEST) < 0) {
            endAfter(time.get(), "your time is over");
        }
    }

    private void endAfter(Duration time, String why) {
        Refusal refusal = new Refusal(GrpcCode.DEADLINE_EXCEEDED, why);
        deadlines.add(ports.deadlines().after(time, () -> expire(refusal)));
    }

    private void expire(Refusal refusal) {
        leaves.run();
        refuse(refusal);
    }

    @Override
    public void bytes(byte[] bytes, int from, int to) {
        int length = to - from;
        if (isOver) {
            return;
        }
        if (body.size() + length > RpcReply.PREFIX_BYTES + MAX_BYTES) {
            refuse(
                    new Refusal(
                            GrpcCode.RESOURCE_EXHAUSTED,
                            "a message has at most %d bytes".formatted(MAX_BYTES)));
        } else if (ports.inbox().keep(length)) {
            body.write(bytes, from, length);
        } else {
            refuse(Refusal.busy());
        }
    }

    @Override
    public void ended() {
        if (isOver) {
            return;
        }
        deadlines.removeFirst().cancel(); // it was sent in time
        ByteBuffer frame = ByteBuffer.wrap(body.toByteArray());
        forgetBody();
        boolean isOne =
                frame.remaining() >= RpcReply.PREFIX_BYTES
                        && frame.get() == RpcReply.NOT_COMPRESSED
                        && frame.getInt() == frame.remaining();
        if (!isOne) {
            refuse(Refusal.invalid("send one message, whole and not compressed"));
            return;
        }
        try {
            leaves = rpc.begin(this, frame);
        } catch (InvalidProtocolBufferException e) {
            refuse(Refusal.invalid("this is no such message: " + e.getMessage()));
        }
    }

    private void forgetBody() {
        ports.inbox().release(body.size());
        body.reset();
    }

    /// Answers it.
    void reply(Message message) {
        if (finish()) {
            RpcReply.send(message, exchange);
        }
    }

    void refuse(Refusal refusal) {
        if (finish()) {
            RpcReply.refuse(refusal, exchange);
        }
    }

    /// @return whether it was not over yet
    private boolean finish() {
        if (isOver) {
            return false;
        }
        isOver = true;
        forgetBody();
        deadlines.forEach(Deadline::cancel);
        return true;
    }

    @Override
    public void gone() {
        if (finish()) {
            leaves.run();
        }
    }

    @Override
    public void writable() {
        // what is sent is small, and waits by itself
    }
}
