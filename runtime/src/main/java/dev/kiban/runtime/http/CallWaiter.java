package dev.kiban.runtime.http;

/// Waits for room on a connection of an origin.
public interface CallWaiter {

    /// Whether a call is still wanted. Asked right before `ready`.
    boolean isWaiting();

    /// Here is the call; it must be sent or cancelled.
    void ready(Call call);

    /// Who hears of the reply.
    CallEvents events();

    /// There will be no call. The origin saw nothing.
    void refused(CallFault fault);
}
