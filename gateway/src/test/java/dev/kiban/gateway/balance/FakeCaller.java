package dev.kiban.gateway.balance;

import dev.kiban.runtime.http.Call;
import dev.kiban.runtime.http.CallFault;
import dev.kiban.runtime.http.Headers;
import java.util.ArrayList;
import java.util.List;

/// Notes what it hears.
final class FakeCaller implements Caller {
    private final List<String> calledAddresses = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();
    private boolean repeatable = true;

    /// Something of an answer has gone out.
    void commit() {
        repeatable = false;
    }

    /// Whom it was sent to, attempt by attempt.
    List<String> calledAddresses() {
        return calledAddresses;
    }

    /// What came of it.
    List<String> heard() {
        return heard;
    }

    @Override
    public boolean isRepeatable() {
        return repeatable;
    }

    @Override
    public boolean isWaiting() {
        return true;
    }

    @Override
    public void ready(Call call) {
        calledAddresses.add(call.address());
    }

    @Override
    public void refused(CallFault fault) {
        heard.add("refused: " + fault.kind());
    }

    @Override
    public void head(int status, Headers headers) {
        heard.add("head " + status);
    }

    @Override
    public void bytes(byte[] bytes, int from, int to) {
        heard.add("bytes");
    }

    @Override
    public void ended(Headers trailers) {
        heard.add("ended");
    }

    @Override
    public void writable() {}

    @Override
    public void failed(CallFault fault) {
        heard.add("failed: " + fault.kind());
    }
}
