package dev.kiban.runtime.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/// What an exchange was told, for tests; written by its loop, read by the test.
final class RecordedExchange implements ExchangeEvents {
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final AtomicInteger received = new AtomicInteger();
    private volatile boolean ended;
    private volatile boolean gone;
    private final Runnable whenEnded;
    private final Runnable whenWritable;

    RecordedExchange(Runnable whenEnded) {
        this(whenEnded, () -> {});
    }

    RecordedExchange(Runnable whenEnded, Runnable whenWritable) {
        this.whenEnded = whenEnded;
        this.whenWritable = whenWritable;
    }

    @Override
    public void bytes(byte[] bytes, int from, int to) {
        body.write(bytes, from, to - from);
        received.addAndGet(to - from);
    }

    @Override
    public void ended() {
        ended = true;
        whenEnded.run();
    }

    @Override
    public void writable() {
        whenWritable.run();
    }

    @Override
    public void gone() {
        gone = true;
    }

    String body() {
        return body.toString(StandardCharsets.UTF_8);
    }

    int received() {
        return received.get();
    }

    boolean isEnded() {
        return ended;
    }

    boolean isGone() {
        return gone;
    }
}
