package dev.kiban.gateway.proxy;

import dev.kiban.gateway.Target.TranscodedTarget;
import dev.kiban.transcode.Refusal;
import dev.kiban.transcode.Slice;
import dev.kiban.transcode.http.JsonElements;
import dev.kiban.transcode.http.RequestBody;

/// Makes the messages of a call out of a request body while it arrives.
///
/// Both methods throw a `Refusal` when they cannot read what comes.
sealed interface RequestFeed {

    /// Takes the frames of messages that are complete.
    @FunctionalInterface
    interface Frames {
        void frame(byte[] frame);
    }

    /// Takes a part of the body.
    void bytes(byte[] bytes, int from, int to, Frames frames);

    /// Takes the end of the body.
    void ended(Frames frames);

    /// Whether there is room in the process for what is kept of the body.
    default boolean fits() {
        return true;
    }

    /// JSON, element by element.
    record Elements(RequestEncoder encoder, JsonElements elements) implements RequestFeed {
        @Override
        public void bytes(byte[] bytes, int from, int to, Frames frames) {
            elements.feed(bytes, from, to, (b, f, t) -> element(b, f, t, frames));
        }

        @Override
        public void ended(Frames frames) {
            elements.end((b, f, t) -> element(b, f, t, frames));
        }

        private void element(byte[] bytes, int from, int to, Frames frames) {
            frames.frame(encoder.frame(new RequestBody.Json(new Slice(bytes, from, to))));
        }
    }

    /// Bytes of any kind, each part as it comes in a `google.api.HttpBody`; at least one message,
    /// for what the URL says.
    final class Parts implements RequestFeed {
        private final RequestEncoder encoder;
        private final String contentType;
        private boolean any;

        Parts(RequestEncoder encoder, String contentType) {
            this.encoder = encoder;
            this.contentType = contentType;
        }

        @Override
        public void bytes(byte[] bytes, int from, int to, Frames frames) {
            any = true;
            Slice part = new Slice(bytes, from, to);
            frames.frame(encoder.frame(new RequestBody.Raw(contentType, part)));
        }

        @Override
        public void ended(Frames frames) {
            if (!any) {
                bytes(new byte[0], 0, 0, frames);
            }
        }
    }

    /// One message of the whole body.
    record Whole(Request request, TranscodedTarget target, RequestEncoder encoder, BodyBuffer body)
            implements RequestFeed {
        @Override
        public void bytes(byte[] bytes, int from, int to, Frames frames) {
            if (!body.add(bytes, from, to)) {
                throw Refusal.tooLarge(
                        "the body is larger than %d bytes"
                                .formatted(target.limits().requestBytes()));
            }
        }

        @Override
        public boolean fits() {
            return request.keeps(body);
        }

        @Override
        public void ended(Frames frames) {
            frames.frame(encoder.frame(Content.read(request, target, body.slice())));
        }
    }
}
