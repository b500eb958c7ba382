package dev.kiban.gateway.proxy;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.kiban.runtime.http.Deadlines.Deadline;
import dev.kiban.runtime.http.Exchange;
import dev.kiban.runtime.http.ExchangeEvents;
import dev.kiban.transcode.Refusal;
import dev.kiban.transcode.Slice;
import dev.kiban.transcode.http.GrpcCode;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Answers `grpc.health.v1.Health/Check`, by which load balancers and gRPC clients ask whether to
/// send calls here, for the gateway itself: it serves, and so does each gRPC service that it
/// exposes, until it drains.
///
/// The protocol: `health-checking.md` of the gRPC project.
final class HealthAnswer implements ExchangeEvents {
    static final String PATH = "/grpc.health.v1.Health/Check";

    private static final int MAX_REQUEST_BYTES = 1 << 10;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Failure TOO_SLOW =
            Failure.of(GrpcCode.DEADLINE_EXCEEDED, "the request did not come in time");

    private static final int SERVICE = 1;

    /// `HealthCheckResponse` of status `SERVING` and `NOT_SERVING`, each with its prefix.
    private static final byte[] SERVING = {0, 0, 0, 0, 2, 8, 1};

    private static final byte[] NOT_SERVING = {0, 0, 0, 0, 2, 8, 2};

    private final Request request;
    private final boolean draining;
    private final Predicate<String> exposed;
    private final GrpcFrames frames = new GrpcFrames(MAX_REQUEST_BYTES);
    private final Deadline deadline;
    private @Nullable Slice message;
    private boolean over;

    /// @param exposed whether a gRPC service is, by its full name
    HealthAnswer(Request request, boolean draining, Predicate<String> exposed) {
        this.request = request;
        this.draining = draining;
        this.exposed = exposed;
        this.deadline = request.gateway().deadlines().after(PATIENCE, () -> fail(TOO_SLOW));
    }

    void begin() {
        request.exchange().listen(this);
    }

    @Override
    public void bytes(byte[] bytes, int from, int to) {
        if (over) {
            return;
        }
        request.received(to - from);
        try {
            frames.feed(bytes, from, to, (all, start, end) -> message = new Slice(all, start, end));
        } catch (Refusal refusal) {
            fail(Failure.ofRequest(refusal));
        }
    }

    @Override
    public void ended() {
        if (over) {
            return;
        }
        if (message == null || !frames.isBetweenMessages()) {
            fail(Failure.of(GrpcCode.INVALID_ARGUMENT, "the request is no whole message"));
            return;
        }
        try {
            answer(service(message));
        } catch (IOException e) {
            fail(Failure.of(GrpcCode.INVALID_ARGUMENT, "this is no HealthCheckRequest"));
        }
    }

    @Override
    public void writable() {}

    @Override
    public void gone() {
        if (!over) {
            finish();
            request.gone();
        }
    }

    private void answer(String service) {
        if (!service.isEmpty() && !exposed.test(service)) {
            fail(Failure.of(GrpcCode.NOT_FOUND, "no such service is exposed here"));
            return;
        }
        finish();
        byte[] reply = draining ? NOT_SERVING : SERVING;
        Exchange exchange = request.exchange();
        exchange.status(200);
        request.answers(200);
        request.answers(GrpcCode.OK);
        exchange.headers().set(Names.CONTENT_TYPE, Names.APPLICATION_GRPC);
        exchange.write(reply, 0, reply.length);
        request.sent(reply.length);
        exchange.trailers().set(Names.GRPC_STATUS, Integer.toString(GrpcCode.OK.number()));
        exchange.end();
        request.end();
    }

    private void fail(Failure failure) {
        finish();
        Answers.grpcStatus(request, failure);
    }

    private void finish() {
        over = true;
        deadline.cancel();
    }

    private static String service(Slice message) throws IOException {
        CodedInputStream in =
                CodedInputStream.newInstance(message.array(), message.from(), message.length());
        String service = "";
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == (SERVICE << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
                service = in.readStringRequireUtf8();
            } else {
                in.skipField(tag);
            }
        }
        return service;
    }
}
