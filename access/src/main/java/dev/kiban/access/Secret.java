package dev.kiban.access;

import dev.kiban.ledger.Hash;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What a caller shows: `kiban_` and 256 random bits. Whoever has it is let in, so it says nothing
/// of itself to logs.
public final class Secret {
    /// By which scanners of repositories know what they have found.
    private static final String PREFIX = "kiban_";

    private static final int BYTES = 32;
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
        return new Secret(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
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
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(text.getBytes(StandardCharsets.US_ASCII), HMAC));
            byte[] code = mac.doFinal(purpose.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(code);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + HMAC, e);
        }
    }

    @Override
    public String toString() {
        return PREFIX + "…";
    }
}
