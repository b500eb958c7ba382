package dev.kiban.app.proof;

import com.google.protobuf.ByteString;
import com.google.rpc.Status;
import java.time.Duration;
import java.util.List;

/// What the backend does with one call: wait, send headers and messages, end.
///
/// @param messages the wire bytes of each reply
/// @param echo reply with each request message instead
/// @param ending the status, details included
/// @param delay how long the reply takes; a caller that gives up earlier ends the wait
/// @param headers initial metadata; a name that ends in `-bin` has base64 as its value
/// @param trailers the same at the end
/// @param gzip compress the replies, if the caller takes that
record Script(
        List<ByteString> messages,
        boolean echo,
        Status ending,
        Duration delay,
        List<Header> headers,
        List<Header> trailers,
        boolean gzip,
        Pace pace) {

    enum Pace {
        AT_ONCE,
        /// Each further message only when the client has seen the first.
        GAPPED,
        /// The messages, and then nothing: the call stays open until the caller ends it.
        HELD,
        /// The first message again and again, as fast as the caller takes it.
        ENDLESS,
        /// Nothing, and nothing is read but the first message.
        DEAF
    }

    /// One empty message, and OK.
    static final Script DEFAULT = of(Pace.AT_ONCE, ByteString.EMPTY);

    static Script of(Pace pace, ByteString... messages) {
        return new Script(
                List.of(messages),
                false,
                Status.getDefaultInstance(),
                Duration.ZERO,
                List.of(),
                List.of(),
                false,
                pace);
    }
}
