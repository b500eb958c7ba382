package dev.kiban.pace.bucket;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The first half of SHA-256: every process takes the same bits of a text, without a key that all
/// would have to know, and still nobody finds two texts with the same.
public final class SharedKeyHash implements KeyBits {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final MessageDigest digest;
    private long high;
    private long low;

    public SharedKeyHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void of(String text) {
        byte[] bits = digest.digest(text.getBytes(StandardCharsets.UTF_8));
        high = (long) LONG.get(bits, 0) | 1;
        low = (long) LONG.get(bits, Long.BYTES);
    }

    @Override
    public long high() {
        return high;
    }

    @Override
    public long low() {
        return low;
    }
}
