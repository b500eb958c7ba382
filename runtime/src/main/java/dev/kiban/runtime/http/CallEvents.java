package dev.kiban.runtime.http;

/// What an origin replies, on the loop of the call. Nothing follows after `ended` or `failed`.
public interface CallEvents extends BytesTaker {

    /// The head of the reply. Informational heads (1xx) are not reported.
    void head(int status, Headers headers);

    /// The reply is complete.
    void ended(Headers trailers);

    /// There is room again after {@link Call#isFull}.
    void writable();

    void failed(CallFault fault);
}
