package dev.kiban.runtime.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A call and everything that came back, for tests; written by its loop, read by the test.
final class RecordedCall implements CallWaiter, CallEvents {
    private final Consumer<Call> send;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final CompletableFuture<Integer> status = new CompletableFuture<>();
    private final CompletableFuture<String> ended = new CompletableFuture<>();
    private final CompletableFuture<CallFault> fault = new CompletableFuture<>();
    private volatile @Nullable Call call;
    private final AtomicInteger received = new AtomicInteger();

    RecordedCall(Consumer<Call> send) {
        this.send = send;
    }

    @Override
    public boolean isWaiting() {
        return true;
    }

    @Override
    public void ready(Call ready) {
        call = ready;
        send.accept(ready);
    }

    @Override
    public CallEvents events() {
        return this;
    }

    @Override
    public void refused(CallFault refusal) {
        fault.complete(refusal);
    }

    @Override
    public void head(int code, Headers headers) {
        status.complete(code);
    }

    @Override
    public void bytes(byte[] bytes, int from, int to) {
        body.write(bytes, from, to - from);
        received.addAndGet(to - from);
    }

    @Override
    public void ended(Headers trailers) {
        ended.complete(body.toString(StandardCharsets.UTF_8));
    }

    @Override
    public void writable() {}

    @Override
    public void failed(CallFault failure) {
        fault.complete(failure);
    }

    int status() throws Exception {
        return status.get(20, TimeUnit.SECONDS);
    }

    String body() throws Exception {
        return ended.get(20, TimeUnit.SECONDS);
    }

    CallFault fault() throws Exception {
        return fault.get(20, TimeUnit.SECONDS);
    }

    /// What came of it, well or not.
    String bodyOrFault() {
        return String.valueOf(
                CompletableFuture.anyOf(ended, fault).orTimeout(20, TimeUnit.SECONDS).join());
    }

    int received() {
        return received.get();
    }

    Call call() {
        Call ready = call;
        if (ready == null) {
            throw new AssertionError("no call yet");
        }
        return ready;
    }
}
