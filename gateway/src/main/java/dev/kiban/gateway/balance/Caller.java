package dev.kiban.gateway.balance;

import dev.kiban.runtime.http.CallEvents;
import dev.kiban.runtime.http.CallWaiter;

/// Whoever wants an answer of an upstream. Each attempt begins with [#ready]; what came before is
/// void then.
public interface Caller extends CallWaiter, CallEvents {

    /// Whether the request can be sent again as a whole, and nothing of an answer has gone out.
    boolean isRepeatable();

    @Override
    default CallEvents events() {
        return this;
    }
}
