package dev.kiban.transcode.http;

import dev.kiban.transcode.ByteSink;
import dev.kiban.transcode.Slice;

/// How the messages of a reply stream stand in an HTTP body. Each message is JSON without a line
/// break, as the codec prints it, and goes between [#beforeMessage] and [#afterMessage].
///
/// A stream that fails after its head was sent has its HTTP status already: its body then goes on
/// with [#error]. An array stays open after that, so that a client that reads the body as a whole
/// does not take half a list for all of it.
@SuppressWarnings("ImmutableEnumChecker") // nobody writes to the bytes behind these slices
public enum StreamFraming {
    /// `[{"id":1},{"id":2}]`, with a line break after each message for those who watch it, and for
    /// tools that go by lines.
    JSON_ARRAY(MediaType.JSON) {
        @Override
        public void beforeMessage(long sent, ByteSink sink) {
            sink.write(sent == 0 ? '[' : ',');
        }

        @Override
        public void afterMessage(ByteSink sink) {
            sink.write('\n');
        }

        @Override
        public void end(long sent, ByteSink sink) {
            if (sent == 0) {
                sink.write('[');
            }
            sink.write(']');
        }

        @Override
        public void error(long sent, Slice status, ByteSink sink) {
            beforeMessage(sent, sink);
            envelope(status, sink);
        }
    },

    /// One message per line; an error is a line `{"error":{"code":5,…}}`.
    NDJSON(MediaType.NDJSON) {
        @Override
        public void beforeMessage(long sent, ByteSink sink) {}

        @Override
        public void afterMessage(ByteSink sink) {
            sink.write('\n');
        }

        @Override
        public void end(long sent, ByteSink sink) {}

        @Override
        public void error(long sent, Slice status, ByteSink sink) {
            envelope(status, sink);
            sink.write('\n');
        }
    },

    /// One event per message; an error is an event of the type `error`.
    EVENT_STREAM(MediaType.EVENT_STREAM) {
        @Override
        public void beforeMessage(long sent, ByteSink sink) {
            write(DATA, sink);
        }

        @Override
        public void afterMessage(ByteSink sink) {
            write(BLANK_LINE, sink);
        }

        @Override
        public void end(long sent, ByteSink sink) {}

        @Override
        public void error(long sent, Slice status, ByteSink sink) {
            write(EVENT_ERROR, sink);
            write(DATA, sink);
            write(status, sink);
            write(BLANK_LINE, sink);
        }
    };

    private static final Slice DATA = Slice.utf8("data: ");
    private static final Slice BLANK_LINE = Slice.utf8("\n\n");
    private static final Slice EVENT_ERROR = Slice.utf8("event: error\n");
    private static final Slice ERROR_KEY = Slice.utf8("{\"error\":");

    private final MediaType mediaType;

    StreamFraming(MediaType mediaType) {
        this.mediaType = mediaType;
    }

    /// What the body is.
    public MediaType mediaType() {
        return mediaType;
    }

    /// Writes what goes before a message.
    ///
    /// @param sent the number of messages before it
    public abstract void beforeMessage(long sent, ByteSink sink);

    /// Writes what goes after each message.
    public abstract void afterMessage(ByteSink sink);

    /// Writes what goes at the end of a stream that did not fail.
    ///
    /// @param sent the number of messages in all
    public abstract void end(long sent, ByteSink sink);

    /// Writes the end of a stream that failed.
    ///
    /// @param sent the number of messages before it
    /// @param status a `google.rpc.Status` as JSON
    public abstract void error(long sent, Slice status, ByteSink sink);

    private static void envelope(Slice status, ByteSink sink) {
        write(ERROR_KEY, sink);
        write(status, sink);
        sink.write('}');
    }

    private static void write(Slice text, ByteSink sink) {
        sink.write(text.array(), text.from(), text.to());
    }
}
