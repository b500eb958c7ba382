package dev.kiban.runtime.http;

/// One request to an origin and the reply to it. The head goes out with the first `write` or `end`.
public interface Call {

    /// The address of the origin, for logs.
    String address();

    /// What is asked for; path and query encoded. Before the head goes out.
    void ask(String method, String target);

    /// The host asked for, when it is not the origin's own.
    void authority(String authority);

    /// Request headers, to be filled before the head goes out.
    Headers headers();

    /// Sends the head without waiting for a body; a body of some length follows.
    void sendHead();

    /// Sends the head of a request for the connection itself. If the origin agrees (101), what is
    /// written goes out as it is, what it sends comes as bytes, and the end is that of the
    /// connection; else its answer is an answer. Only on HTTP/1.1.
    default void connect() {
        throw new UnsupportedOperationException("this connection is for calls only");
    }

    /// Sends a part of the body. The bytes must not change afterwards.
    void write(byte[] bytes, int from, int to);

    /// Whether more waits to be sent than should; {@link CallEvents#writable} follows when there is
    /// room again.
    boolean isFull();

    void end();

    void end(byte[] bytes, int from, int to);

    /// Stops the flow of the reply's body; within the window, some may still be kept aside.
    void pause();

    void resume();

    /// Gives up: tells the origin (a reset with CANCEL, or the end of the HTTP/1.1 connection) and
    /// hears nothing more.
    void cancel();
}
