package dev.kiban.gateway.access;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Hashes secrets, so that what is kept of them is none. For one thread.
final class Sha256 {
    private final MessageDigest sha256;

    Sha256() {
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// What is kept of a secret.
    record Digest(long a, long b, long c, long d) {

        /// @param hash of 32 bytes
        static Digest of(byte[] hash) {
            ByteBuffer bytes = ByteBuffer.wrap(hash);
            return new Digest(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
        }
    }

    /// @param secret of characters that a header can hold
    Digest of(String secret) {
        return Digest.of(sha256.digest(secret.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
