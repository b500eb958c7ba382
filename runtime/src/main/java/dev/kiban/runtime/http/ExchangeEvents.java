package dev.kiban.runtime.http;

/// What happens on the client's side of an exchange, on its loop.
public interface ExchangeEvents extends BytesTaker {

    /// The request body is complete.
    void ended();

    /// There is room again after {@link Exchange#isFull}.
    void writable();

    /// The client left before the answer ended. Nothing follows.
    void gone();
}
