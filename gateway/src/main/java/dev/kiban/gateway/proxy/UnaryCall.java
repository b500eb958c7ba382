package dev.kiban.gateway.proxy;

import dev.kiban.gateway.Target.TranscodedTarget;
import dev.kiban.gateway.balance.Attempts;
import dev.kiban.gateway.balance.Caller;
import dev.kiban.gateway.balance.Repeats;
import dev.kiban.runtime.http.Call;
import dev.kiban.runtime.http.CallFault;
import dev.kiban.runtime.http.Exchange;
import dev.kiban.runtime.http.ExchangeEvents;
import dev.kiban.runtime.http.Headers;
import dev.kiban.transcode.Refusal;
import dev.kiban.transcode.Slice;
import dev.kiban.transcode.http.GrpcCode;
import dev.kiban.transcode.http.GrpcStatus;
import dev.kiban.transcode.http.PathMatch;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One HTTP request to one gRPC message, one gRPC message to one HTTP answer: by far the most
/// frequent kind.
///
/// The request is collected, translated and sent in one piece; the answer is known to be good
/// before its first byte goes out.
final class UnaryCall {
    private final Request request;
    private final Exchange exchange;
    private final TranscodedTarget target;
    private final RequestEncoder encoder;
    private final BodyBuffer body;
    private final CallTime time;
    private @Nullable Attempts attempts;
    private boolean over;

    /// @throws Refusal if the head of the request cannot be accepted
    UnaryCall(Request request, TranscodedTarget target, PathMatch match) {
        this.request = request;
        this.exchange = request.exchange();
        this.target = target;
        this.time = CallTime.of(request, target.grpc());
        this.encoder = new RequestEncoder(target, match, request);
        this.body = new BodyBuffer(target.limits().requestBytes());
    }

    void begin() {
        time.start(this::expire);
        exchange.listen(new FromClient());
        request.goOn();
    }

    private void send() {
        byte[] frame;
        try {
            frame = encoder.frame(Content.read(request, target, body.slice()));
        } catch (Refusal refusal) {
            fail(Failure.ofRequest(refusal));
            return;
        }
        if (request.isMirrored()) {
            request.canBeCopied(target, new GrpcCopy(request, target.grpc(), frame));
        }
        attempts =
                request.upstream()
                        .attempts(new ToUpstream(frame), Repeats.of(target, exchange.method()));
        attempts.begin();
    }

    private void answer(Slice message, Headers head, Headers trailers) {
        finish();
        try {
            Answers.message(request, target, message, head, trailers);
        } catch (Refusal refusal) {
            Answers.status(request, Failure.ofReply(refusal), target.errors());
        }
    }

    private void expire(Failure failure) {
        if (attempts != null && time.isOfRoute()) {
            attempts.tooLate();
        }
        fail(failure);
    }

    private void fail(Failure failure) {
        if (!over) {
            finish();
            cancelCall();
            Answers.status(request, failure, target.errors());
        }
    }

    private void cancelCall() {
        if (attempts != null) {
            attempts.cancel();
        }
    }

    private void finish() {
        over = true;
        time.stop();
    }

    private final class FromClient implements ExchangeEvents {
        @Override
        public void bytes(byte[] bytes, int from, int to) {
            if (over) {
                return;
            }
            if (request.requestBytes() == 0) {
                Optional<Failure> flaw = Content.flaw(request, target);
                if (flaw.isPresent()) {
                    fail(flaw.get());
                    return;
                }
            }
            request.received(to - from);
            if (!body.add(bytes, from, to)) {
                fail(Failure.requestTooLarge(target.limits().requestBytes()));
            } else if (!request.keeps(body)) {
                finish();
                Answers.noRoom(request, target);
            }
        }

        @Override
        public void ended() {
            if (!over) {
                send();
            }
        }

        @Override
        public void writable() {}

        @Override
        public void gone() {
            if (!over) {
                finish();
                cancelCall();
                request.gone();
            }
        }
    }

    private final class ToUpstream implements Caller {
        private final byte[] frame;
        private GrpcFrames frames = new GrpcFrames(target.limits().responseBytes());
        private @Nullable Headers head;
        private @Nullable Slice message;

        ToUpstream(byte[] frame) {
            this.frame = frame;
        }

        @Override
        public boolean isWaiting() {
            return !over;
        }

        @Override
        public boolean isRepeatable() {
            return true;
        }

        @Override
        public void ready(Call ready) {
            beginAfresh();
            request.called(ready);
            try {
                GrpcHead.ask(ready, request, target.grpc(), time);
            } catch (Refusal refusal) {
                fail(Failure.ofRequest(refusal));
                return;
            }
            ready.end(frame, 0, frame.length);
        }

        private void beginAfresh() {
            if (head != null) {
                head = null;
                message = null;
                frames = new GrpcFrames(target.limits().responseBytes());
            }
        }

        @Override
        public void refused(CallFault fault) {
            fail(time.failure(fault));
        }

        @Override
        public void head(int status, Headers headers) {
            head = headers;
            Optional<Failure> flaw = GrpcReply.flaw(status, headers);
            if (flaw.isPresent()) {
                fail(flaw.get());
                return;
            }
            frames.encoding(headers.get(Names.GRPC_ENCODING, ""));
        }

        @Override
        public void bytes(byte[] bytes, int from, int to) {
            try {
                frames.feed(bytes, from, to, this::received);
            } catch (Refusal refusal) {
                fail(Failure.ofReply(refusal));
            }
        }

        private void received(byte[] bytes, int from, int to) {
            if (message != null) {
                throw Refusal.invalid("a second message came where one was expected");
            }
            message = new Slice(bytes, from, to);
        }

        @Override
        public void ended(Headers trailers) {
            if (over || head == null) {
                return;
            }
            request.replied();
            GrpcStatus status = GrpcReply.status(trailers.has(Names.GRPC_STATUS) ? trailers : head);
            request.answers(status.code());
            if (status.code() != GrpcCode.OK) {
                GrpcHead.answer(head, request);
                GrpcHead.answer(trailers, request);
                fail(Failure.of(status));
            } else if (message == null || !frames.isBetweenMessages()) {
                fail(Failure.of(GrpcCode.INTERNAL, "the upstream sent no whole message"));
            } else {
                answer(message, head, trailers);
            }
        }

        @Override
        public void writable() {}

        @Override
        public void failed(CallFault fault) {
            fail(time.failure(fault));
        }
    }
}
