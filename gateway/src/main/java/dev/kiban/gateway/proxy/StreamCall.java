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

/// A request whose messages, or whose reply's messages, are a stream: each is translated and passed
/// on when it is complete, no faster than the other side takes them.
final class StreamCall {
    private final Request request;
    private final Exchange exchange;
    private final TranscodedTarget target;
    private final RequestFeed feed;
    private final ReplySink replies;
    private final ToUpstream toUpstream;
    private final Attempts attempts;
    private final CallTime time;
    private @Nullable Call call;
    private boolean over;

    /// @throws Refusal if the head of the request cannot be accepted
    StreamCall(Request request, TranscodedTarget target, PathMatch match) {
        this.request = request;
        this.exchange = request.exchange();
        this.target = target;
        this.time = CallTime.of(request, target.grpc());
        RequestEncoder encoder = new RequestEncoder(target, match, request);
        this.feed = StreamKinds.feed(request, target, encoder);
        this.replies = StreamKinds.replies(request, target);
        this.toUpstream = new ToUpstream();
        this.attempts =
                request.upstream().attempts(toUpstream, Repeats.of(target, exchange.method()));
    }

    void begin() {
        time.start(this::fail);
        exchange.listen(new FromClient());
        attempts.begin();
        if (call == null && !over) {
            exchange.pause();
        } else {
            request.goOn();
        }
    }

    private void fail(Failure failure) {
        if (!over) {
            finish();
            attempts.cancel();
            replies.fail(failure);
        }
    }

    private void finish() {
        over = true;
        time.stop();
    }

    private final class FromClient implements ExchangeEvents {
        @Override
        public void bytes(byte[] bytes, int from, int to) {
            if (over || call == null) {
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
            try {
                feed.bytes(bytes, from, to, toUpstream::send);
            } catch (Refusal refusal) {
                fail(Failure.ofRequest(refusal));
                return;
            }
            if (!feed.fits()) {
                finish();
                attempts.cancel();
                Answers.noRoom(request, target);
            } else if (call.isFull()) {
                exchange.pause();
            }
        }

        @Override
        public void ended() {
            if (over || call == null) {
                return;
            }
            try {
                feed.ended(toUpstream::send);
            } catch (Refusal refusal) {
                fail(Failure.ofRequest(refusal));
                return;
            }
            call.end();
        }

        @Override
        public void writable() {
            if (!over && call != null) {
                call.resume();
            }
        }

        @Override
        public void gone() {
            if (!over) {
                finish();
                attempts.cancel();
                request.gone();
            }
        }
    }

    private final class ToUpstream implements Caller {
        private final GrpcFrames frames = new GrpcFrames(target.limits().responseBytes());
        private @Nullable Headers head;

        void send(byte[] frame) {
            if (call != null) {
                call.write(frame, 0, frame.length);
            }
        }

        @Override
        public boolean isWaiting() {
            return !over;
        }

        /// What was passed on is not kept.
        @Override
        public boolean isRepeatable() {
            return false;
        }

        @Override
        public void ready(Call ready) {
            call = ready;
            request.called(ready);
            try {
                GrpcHead.ask(ready, request, target.grpc(), time);
            } catch (Refusal refusal) {
                fail(Failure.ofRequest(refusal));
                return;
            }
            if (target.binding().rpc().clientStreaming()) {
                ready.sendHead();
            }
            exchange.resume();
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
                return;
            }
            if (exchange.isFull() && call != null) {
                call.pause();
            }
        }

        private void received(byte[] bytes, int from, int to) {
            if (head != null && !over) {
                replies.message(new Slice(bytes, from, to), head);
            }
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
                fail(Failure.of(status));
            } else if (!frames.isBetweenMessages()) {
                fail(Failure.of(GrpcCode.INTERNAL, "the upstream ended within a message"));
            } else {
                end(head, trailers);
            }
        }

        private void end(Headers replyHead, Headers trailers) {
            finish();
            try {
                replies.end(replyHead, trailers);
            } catch (Refusal refusal) {
                replies.fail(Failure.ofReply(refusal));
            }
        }

        @Override
        public void writable() {
            if (!over) {
                exchange.resume();
            }
        }

        @Override
        public void failed(CallFault fault) {
            fail(time.failure(fault));
        }
    }
}
