package dev.kiban.gateway.balance;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import dev.kiban.definition.Health.GrpcHealth;
import dev.kiban.definition.Health.HttpPath;
import dev.kiban.definition.Health.Question;
import dev.kiban.runtime.http.Call;
import dev.kiban.runtime.http.CallEvents;
import dev.kiban.runtime.http.CallFault;
import dev.kiban.runtime.http.CallWaiter;
import dev.kiban.runtime.http.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One question to one endpoint, and its answer: nothing if it is good, and what is wrong
/// otherwise.
final class HealthCall implements CallWaiter, CallEvents {
    private static final String CHECK = "/grpc.health.v1.Health/Check";
    private static final CharSequence GRPC_STATUS = Headers.ascii("grpc-status");
    private static final int STATUS_TAG = 1 << 3;
    private static final int SERVING = 1;
    private static final int FRAME_HEAD_BYTES = 5;
    private static final int MAX_ANSWER_BYTES = 1024;
    private static final int FIRST_GOOD = 200;
    private static final int FIRST_NOT_GOOD = 300;

    private final Question question;
    private final Consumer<String> answer;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private @Nullable Call call;
    private int status;
    private String grpcStatus = "";
    private boolean over;

    HealthCall(Question question, Consumer<String> answer) {
        this.question = question;
        this.answer = answer;
    }

    /// It is too late for an answer.
    void giveUp() {
        end("no answer in time");
    }

    @Override
    public boolean isWaiting() {
        return !over;
    }

    @Override
    public CallEvents events() {
        return this;
    }

    @Override
    public void ready(Call ready) {
        call = ready;
        ready.headers().set(Headers.ascii("user-agent"), "kiban-health");
        switch (question) {
            case HttpPath(String path) -> {
                ready.ask("GET", path);
                ready.end();
            }
            case GrpcHealth(String service) -> {
                ready.ask("POST", CHECK);
                ready.headers().set(Headers.ascii("content-type"), "application/grpc");
                ready.headers().set(Headers.ascii("te"), "trailers");
                byte[] frame = frame(service);
                ready.end(frame, 0, frame.length);
            }
        }
    }

    @Override
    public void refused(CallFault fault) {
        end(fault.detail());
    }

    @Override
    public void head(int httpStatus, Headers headers) {
        status = httpStatus;
        grpcStatus = headers.get(GRPC_STATUS, "");
    }

    @Override
    public void bytes(byte[] bytes, int from, int to) {
        if (question instanceof GrpcHealth && body.size() < MAX_ANSWER_BYTES) {
            body.write(bytes, from, Math.min(to - from, MAX_ANSWER_BYTES));
        }
    }

    @Override
    public void ended(Headers trailers) {
        if (status < FIRST_GOOD || status >= FIRST_NOT_GOOD) {
            end("status " + status);
            return;
        }
        switch (question) {
            case HttpPath _ -> end("");
            case GrpcHealth _ -> end(grpcAnswer(trailers.get(GRPC_STATUS, grpcStatus)));
        }
    }

    @Override
    public void writable() {}

    @Override
    public void failed(CallFault fault) {
        end(fault.detail());
    }

    private void end(String wrong) {
        if (over) {
            return;
        }
        over = true;
        if (call != null) {
            call.cancel();
        }
        answer.accept(wrong);
    }

    private String grpcAnswer(String code) {
        if (!code.equals("0")) {
            return "grpc-status " + code;
        }
        byte[] reply = body.toByteArray();
        if (reply.length < FRAME_HEAD_BYTES) {
            return "no answer in what it sent";
        }
        try {
            int said = status(reply);
            return said == SERVING ? "" : "it says status %d, not SERVING".formatted(said);
        } catch (IOException _) {
            return "what it sent is no answer of grpc.health.v1";
        }
    }

    /// Of a `HealthCheckResponse`, whose only field it is.
    private static int status(byte[] reply) throws IOException {
        CodedInputStream in =
                CodedInputStream.newInstance(
                        reply, FRAME_HEAD_BYTES, reply.length - FRAME_HEAD_BYTES);
        int said = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == STATUS_TAG) {
                said = in.readEnum();
            } else if (!in.skipField(tag)) {
                return said;
            }
        }
        return said;
    }

    /// A `HealthCheckRequest`.
    private static byte[] frame(String service) {
        byte[] message =
                new byte[service.isEmpty() ? 0 : CodedOutputStream.computeStringSize(1, service)];
        if (!service.isEmpty()) {
            try {
                CodedOutputStream.newInstance(message).writeString(1, service);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return ByteBuffer.allocate(FRAME_HEAD_BYTES + message.length)
                .put((byte) 0)
                .putInt(message.length)
                .put(message)
                .array();
    }
}
