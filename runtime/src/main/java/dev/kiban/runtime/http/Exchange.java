package dev.kiban.runtime.http;

import dev.kiban.kernel.IpAddress;
import java.util.Optional;

/// One request of a client and the answer to it.
///
/// The head is there when the handler gets the exchange. Then, in the same turn of the loop, the
/// handler says where the rest goes ({@link #listen}); a body that nobody listens to is thrown
/// away. The answer starts with the first `write` or `end`, so status and headers are set before.
/// An HTTP/1.1 connection whose request body was not read to its end is closed after the answer.
public interface Exchange {

    String method();

    /// Path and query as the client sent them, still encoded.
    String target();

    /// The host that the client asked for (`Host` or `:authority`), or an empty text.
    String authority();

    boolean isHttp2();

    boolean isSecure();

    /// The client's address, without port.
    String clientAddress();

    /// The same; empty if the client has none any more, or never had.
    Optional<IpAddress> clientIp();

    /// What the client has shown of itself at the beginning of its connection; empty if nothing,
    /// as it does if it was not asked.
    Optional<ClientCertificate> clientCertificate();

    Headers requestHeaders();

    /// Where the body and the end of this exchange are reported.
    void listen(ExchangeEvents events);

    /// Stops the flow of the body; what is under way already may still be kept aside, within the
    /// window of the connection.
    void pause();

    void resume();

    /// Tells a client that asked (`Expect: 100-continue`) to send its body.
    void sendContinue();

    void status(int status);

    Headers headers();

    /// Only HTTP/2 clients see trailers.
    Headers trailers();

    /// Sends the head without waiting for a body.
    void sendHead();

    /// Sends a part of the body. The bytes must not change afterwards.
    void write(byte[] bytes, int from, int to);

    /// Whether more waits to be sent than should; {@link ExchangeEvents#writable} follows when
    /// there is room again.
    boolean isFull();

    void end();

    void end(byte[] bytes, int from, int to);

    /// Answers 101 with the headers so far. From here on nothing is a request or an answer: what
    /// the client sends comes as bytes, what is written goes out as it is, and the end is that of
    /// the connection. Only on HTTP/1.1, for a request without a body.
    default void switchProtocols() {
        throw new UnsupportedOperationException("this connection is for requests only");
    }

    boolean isHeadSent();

    boolean isEnded();

    /// Cuts the answer off so that the client can tell: a reset of the HTTP/2 stream, or the end of
    /// the HTTP/1.1 connection.
    void abort();
}
