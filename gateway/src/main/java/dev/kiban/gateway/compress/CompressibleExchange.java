package dev.kiban.gateway.compress;

import dev.kiban.definition.Compression;
import dev.kiban.runtime.http.Exchange;
import dev.kiban.runtime.http.ExchangeEvents;
import dev.kiban.runtime.http.Headers;
import dev.kiban.runtime.http.OuterExchange;
import io.airlift.compress.v3.zstd.ZstdJavaCompressor;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// An exchange whose answer is compressed once a route says so, if the client takes it and the
/// answer may be changed. One piece goes out by zstd or gzip, what comes piece by piece by gzip, of
/// which each piece can be read when it arrives.
public final class CompressibleExchange extends OuterExchange {
    private static final CharSequence ACCEPT_ENCODING = Headers.ascii("accept-encoding");
    private static final CharSequence CONTENT_ENCODING = Headers.ascii("content-encoding");
    private static final CharSequence CONTENT_LENGTH = Headers.ascii("content-length");
    private static final CharSequence ACCEPT_RANGES = Headers.ascii("accept-ranges");
    private static final CharSequence VARY = Headers.ascii("vary");
    private static final CharSequence GZIP = Headers.ascii("gzip");
    private static final CharSequence ZSTD = Headers.ascii("zstd");

    /// What is larger would keep its loop for more than some ten milliseconds.
    private static final int MOST = 1 << 20;

    private static final byte[] NOTHING = {};

    private final AcceptedCodings accepted;
    private int fromBytes;
    private boolean compresses;
    private boolean prepared;
    private int status;
    private @Nullable GzipStream stream;
    private long savedBytes;

    private CompressibleExchange(Exchange inner, AcceptedCodings accepted) {
        super(inner);
        this.accepted = accepted;
    }

    /// The exchange, ready to be compressed if its client says what it takes. Who says nothing, or
    /// nothing that we have, gets answers as they are, which still tell caches that others do not.
    public static CompressibleExchange of(Exchange exchange) {
        String header = exchange.requestHeaders().get(ACCEPT_ENCODING, "");
        return new CompressibleExchange(exchange, AcceptedCodings.of(header));
    }

    /// From here on the answer is compressed by this rule. To be said before anybody listens.
    public void by(Compression rule) {
        switch (rule) {
            case Compression.None _ -> {}
            case Compression.From(int bytes) -> {
                compresses = true;
                fromBytes = bytes;
            }
        }
    }

    /// How many bytes of the answer were saved; less than none if it grew.
    public long savedBytes() {
        return savedBytes;
    }

    @Override
    public void status(int newStatus) {
        status = newStatus;
        super.status(newStatus);
    }

    @Override
    public void listen(ExchangeEvents events) {
        super.listen(compresses ? new Watching(events) : events);
    }

    @Override
    public void sendHead() {
        prepareStream();
        super.sendHead();
    }

    @Override
    public void write(byte[] bytes, int from, int to) {
        prepareStream();
        if (stream == null) {
            super.write(bytes, from, to);
            return;
        }
        byte[] smaller = stream.add(bytes, from, to);
        savedBytes += to - from - smaller.length;
        super.write(smaller, 0, smaller.length);
    }

    @Override
    public void end() {
        if (stream == null) {
            prepareHead();
            super.end();
        } else {
            end(NOTHING, 0, 0);
        }
    }

    @Override
    public void end(byte[] bytes, int from, int to) {
        if (stream != null) {
            byte[] last = stream.finish(bytes, from, to);
            savedBytes += to - from - last.length;
            release();
            super.end(last, 0, last.length);
        } else if (!prepared && prepareHead() && isWorthIt(to - from)) {
            endInOnePiece(bytes, from, to);
        } else {
            super.end(bytes, from, to);
        }
    }

    @Override
    public void abort() {
        release();
        super.abort();
    }

    private boolean isWorthIt(int length) {
        return length >= fromBytes && length <= MOST;
    }

    private void endInOnePiece(byte[] bytes, int from, int to) {
        byte[] smaller = accepted.zstd() ? zstd(bytes, from, to) : gzip(bytes, from, to);
        if (smaller.length >= to - from) {
            super.end(bytes, from, to);
            return;
        }
        savedBytes = (long) to - from - smaller.length;
        say(accepted.zstd() ? ZSTD : GZIP);
        super.end(smaller, 0, smaller.length);
    }

    private static byte[] gzip(byte[] bytes, int from, int to) {
        try (GzipStream once = new GzipStream()) {
            return once.finish(bytes, from, to);
        }
    }

    private static byte[] zstd(byte[] bytes, int from, int to) {
        ZstdJavaCompressor compressor = new ZstdJavaCompressor();
        byte[] room = new byte[compressor.maxCompressedLength(to - from)];
        int length = compressor.compress(bytes, from, to - from, room, 0, room.length);
        return Arrays.copyOf(room, length);
    }

    /// Before the first of several pieces.
    private void prepareStream() {
        if (prepared || !prepareHead() || !accepted.gzip()) {
            return;
        }
        long announced = announced();
        if (announced < 0 || announced >= fromBytes) {
            say(GZIP);
            stream = new GzipStream();
        }
    }

    private long announced() {
        String length = headers().get(CONTENT_LENGTH, "");
        return length.isEmpty() || length.length() > 18 ? -1 : Long.parseLong(length);
    }

    /// Says what caches need to know, and whether the answer may be compressed.
    private boolean prepareHead() {
        if (prepared) {
            return false;
        }
        prepared = true;
        if (!compresses || isHeadSent() || !CompressibleAnswer.varies(status, headers())) {
            return false;
        }
        sayThatItVaries();
        return !accepted.isEmpty()
                && !method().equals("HEAD")
                && CompressibleAnswer.mayChange(status, headers());
    }

    private void sayThatItVaries() {
        boolean said =
                headers().all(VARY).stream()
                        .map(value -> value.toLowerCase(Locale.ROOT))
                        .anyMatch(value -> value.contains("accept-encoding") || value.equals("*"));
        if (!said) {
            headers().add(VARY, ACCEPT_ENCODING);
        }
    }

    private void say(CharSequence coding) {
        headers().set(CONTENT_ENCODING, coding);
        headers().remove(CONTENT_LENGTH);
        headers().remove(ACCEPT_RANGES);
    }

    private void release() {
        if (stream != null) {
            stream.close();
            stream = null;
        }
    }

    /// A client that leaves takes the memory of its stream along.
    private final class Watching implements ExchangeEvents {
        private final ExchangeEvents events;

        Watching(ExchangeEvents events) {
            this.events = events;
        }

        @Override
        public void bytes(byte[] bytes, int from, int to) {
            events.bytes(bytes, from, to);
        }

        @Override
        public void ended() {
            events.ended();
        }

        @Override
        public void writable() {
            events.writable();
        }

        @Override
        public void gone() {
            events.gone();
            release();
        }
    }
}
