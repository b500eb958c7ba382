package dev.kiban.gateway.proxy;

import dev.kiban.gateway.Target.TranscodedTarget;
import dev.kiban.runtime.http.Exchange;
import dev.kiban.runtime.http.Headers;
import dev.kiban.transcode.ByteSink;
import dev.kiban.transcode.Refusal;
import dev.kiban.transcode.Slice;
import dev.kiban.transcode.http.HttpBody;
import dev.kiban.transcode.http.StreamFraming;
import org.jspecify.annotations.Nullable;

/// Makes an HTTP answer out of the messages of a reply while they arrive.
///
/// The head goes out with the first message, so that a call that fails before has its real status.
sealed interface ReplySink {

    /// Takes a message.
    ///
    /// @param head of the reply
    /// @throws Refusal if it is not the message that the schema says
    void message(Slice message, Headers head);

    /// The call ended well.
    ///
    /// @throws Refusal as above
    void end(Headers head, Headers trailers);

    /// It did not.
    void fail(Failure failure);

    /// Messages as JSON, in an array, on lines or as events. Once the head is out, a failure is
    /// told at the end of the body.
    final class Framed implements ReplySink {
        private static final CharSequence CACHE_CONTROL = Headers.ascii("cache-control");
        private static final CharSequence NO_CACHE = Headers.ascii("no-cache");

        private final Request request;
        private final Exchange exchange;
        private final TranscodedTarget target;
        private final StreamFraming framing;
        private final String contentType;
        private long sent;

        Framed(
                Request request,
                TranscodedTarget target,
                StreamFraming framing,
                String contentType) {
            this.request = request;
            this.exchange = request.exchange();
            this.target = target;
            this.framing = framing;
            this.contentType = contentType;
        }

        @Override
        public void message(Slice message, Headers head) {
            ByteSink sink = request.gateway().scratch().take(Answers.jsonLimit(target));
            framing.beforeMessage(sent, sink);
            target.binding().response(message, sink);
            framing.afterMessage(sink);
            if (sent == 0) {
                begin(head);
            }
            sent++;
            request.sent(sink.length());
            exchange.write(sink.toByteArray(), 0, sink.length());
        }

        @Override
        public void end(Headers head, Headers trailers) {
            if (sent == 0) {
                begin(head);
            }
            ByteSink sink = request.gateway().scratch().take(Answers.jsonLimit(target));
            framing.end(sent, sink);
            request.sent(sink.length());
            exchange.end(sink.toByteArray(), 0, sink.length());
            request.end();
        }

        @Override
        public void fail(Failure failure) {
            if (!exchange.isHeadSent()) {
                Answers.status(request, failure, target.errors());
                return;
            }
            request.failed(failure);
            ByteSink status = new ByteSink(Answers.MAX_STATUS_BYTES);
            target.errors().write(failure.status(), status);
            ByteSink sink = new ByteSink(2 * Answers.MAX_STATUS_BYTES);
            framing.error(sent, status.slice(), sink);
            request.sent(sink.length());
            exchange.end(sink.array(), 0, sink.length());
            request.end();
        }

        private void begin(Headers head) {
            exchange.status(200);
            request.answers(200);
            exchange.headers().set(Names.CONTENT_TYPE, contentType);
            if (framing == StreamFraming.EVENT_STREAM) {
                exchange.headers().set(CACHE_CONTROL, NO_CACHE);
            }
            GrpcHead.answer(head, request);
        }
    }

    /// The content of `google.api.HttpBody` messages, one after the other; the first one says what
    /// it is. There is no place in it for a failure, which cuts the answer off.
    final class Parts implements ReplySink {
        private final Request request;
        private final Exchange exchange;
        private final TranscodedTarget target;

        Parts(Request request, TranscodedTarget target) {
            this.request = request;
            this.exchange = request.exchange();
            this.target = target;
        }

        @Override
        public void message(Slice message, Headers head) {
            HttpBody part = target.binding().httpBody(message);
            if (!exchange.isHeadSent()) {
                begin(head, part.contentType());
            }
            Slice data = part.data();
            if (data.length() > 0) {
                request.sent(data.length());
                exchange.write(data.array(), data.from(), data.to());
            }
        }

        @Override
        public void end(Headers head, Headers trailers) {
            if (!exchange.isHeadSent()) {
                begin(head, "application/octet-stream");
            }
            exchange.end();
            request.end();
        }

        @Override
        public void fail(Failure failure) {
            Answers.status(request, failure, target.errors());
        }

        private void begin(Headers head, String contentType) {
            exchange.status(200);
            request.answers(200);
            exchange.headers().set(Names.CONTENT_TYPE, contentType);
            GrpcHead.answer(head, request);
            exchange.sendHead();
        }
    }

    /// The only message of a call that takes a stream.
    final class Single implements ReplySink {
        private final Request request;
        private final TranscodedTarget target;
        private @Nullable Slice only;

        Single(Request request, TranscodedTarget target) {
            this.request = request;
            this.target = target;
        }

        @Override
        public void message(Slice message, Headers head) {
            if (only != null) {
                throw Refusal.invalid("a second message came where one was expected");
            }
            only = message;
        }

        @Override
        public void end(Headers head, Headers trailers) {
            if (only == null) {
                throw Refusal.invalid("no message came where one was expected");
            }
            Answers.message(request, target, only, head, trailers);
        }

        @Override
        public void fail(Failure failure) {
            Answers.status(request, failure, target.errors());
        }
    }
}
