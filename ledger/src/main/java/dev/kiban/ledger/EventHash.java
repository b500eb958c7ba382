package dev.kiban.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/// The hash of an event: SHA-256 over the previous hash and all other columns, each with its length
/// in front, so that nothing can move from one column into the next unseen.
final class EventHash {
    private final MessageDigest digest;

    private EventHash(MessageDigest digest) {
        this.digest = digest;
    }

    static Hash of(Event event) {
        EventHash hash = new EventHash(sha256());
        hash.add(event.previous().hex());
        hash.add(event.sequence());
        hash.add(micros(event.recordedAt()));
        hash.add(event.actor());
        hash.add(event.action());
        hash.add(event.service().isPresent() ? 1 : 0);
        hash.add(event.service().orElse(""));
        hash.add(event.summary());
        hash.add(event.details());
        hash.add(event.correlation().size());
        event.correlation().forEach(hash::add);
        return Hash.of(hash.digest.digest());
    }

    private void add(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        digest.update(bytes);
    }

    private void add(long number) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, Long.BYTES));
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, number));
    }

    /// Wraps around far from any time that is real: a row that was tampered with must not stop the
    /// check.
    private static long micros(Instant time) {
        return TimeUnit.SECONDS.toMicros(1) * time.getEpochSecond()
                + TimeUnit.NANOSECONDS.toMicros(time.getNano());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
