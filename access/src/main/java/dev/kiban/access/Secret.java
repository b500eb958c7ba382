package dev.kiban.access;

import dev.kiban.ledger.Hash;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// What a caller shows: `kiban_` and 256 random bits. Whoever has it is let in, so it says nothing
/// of itself to logs.
public final class Secret {
    /// By which scanners of repositories know what they have found.
    private static final String PREFIX = "kiban_";

    private static final int BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final String HMAC = "HmacSHA256";
    private static final Pattern SHAPE = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");

    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    /// A new one.
    ///
    /// @param random that nobody can foretell
    public static Secret draw(RandomGenerator random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new Secret(PREFIX + coded(bytes));
    }

    /// What somebody shows; empty if it cannot be one.
    public static Optional<Secret> of(String text) {
        return SHAPE.matcher(text).matches() ? Optional.of(new Secret(text)) : Optional.empty();
    }

    /// The secret itself: for the one who asked for it, once.
    public String reveal() {
        return text;
    }

    /// What is kept of it. A fast hash is enough: 256 random bits cannot be guessed, and slow ones
    /// are for what people think up. It is looked up by the hash, so that how long it takes tells
    /// nothing of the secret.
    Hash hash() {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return Hash.of(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// Another secret, made of this one: who knows one of them, or several, cannot tell the others.
    ///
    /// @param purpose what it is for
    public String derive(String purpose) {
        return coded(derived(purpose));
    }

    /// Locks a text up: only who has this secret reads it again.
    String lock(String open, RandomGenerator random) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] text = open.getBytes(StandardCharsets.UTF_8);
            byte[] locked = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(text);
            return coded(nonce) + coded(locked);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + CIPHER, e);
        }
    }

    /// What was locked up with it; empty if this was not.
    Optional<String> unlock(String locked) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(locked);
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(bytes, NONCE_BYTES));
            byte[] text = cipher.doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
            return Optional.of(new String(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        SecretKeySpec key = new SecretKeySpec(derived("lock"), "AES");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }

    private byte[] derived(String purpose) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(text.getBytes(StandardCharsets.US_ASCII), HMAC));
            return mac.doFinal(purpose.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + HMAC, e);
        }
    }

    private static String coded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return PREFIX + "…";
    }
}
