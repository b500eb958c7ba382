package dev.kiban.pace.reception;

import dev.kiban.pace.plan.Askers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// Looks at who asks. One per event loop.
final class Badge {
    /// What is longer is no key.
    private static final int MAX_LENGTH = 256;

    private static final HexFormat HEXADECIMAL = HexFormat.of();

    private final MessageDigest sha256;

    Badge() {
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// Who asks.
    sealed interface Shown {
        /// May ask.
        ///
        /// @param caller a name of their own; empty if anybody may
        record Welcome(String caller) implements Shown {}

        /// Has shown nothing.
        record Unknown() implements Shown {}

        /// Is not among those who may.
        record Refused() implements Shown {}
    }

    private static final Shown.Welcome ANYONE = new Shown.Welcome("");

    Shown of(List<String> keys, Askers askers) {
        return switch (askers) {
            case Askers.Anyone _ -> ANYONE;
            case Askers.Nobody _ -> new Shown.Refused();
            case Askers.Partners partners -> partner(keys, partners);
        };
    }

    private Shown partner(List<String> keys, Askers.Partners partners) {
        if (keys.isEmpty()) {
            return new Shown.Unknown();
        }
        if (keys.size() > 1 || keys.getFirst().length() > MAX_LENGTH) {
            return new Shown.Refused();
        }
        byte[] key = keys.getFirst().getBytes(StandardCharsets.ISO_8859_1);
        String partner = partners.byKey().get(HEXADECIMAL.formatHex(sha256.digest(key)));
        return partner == null ? new Shown.Refused() : new Shown.Welcome(partner);
    }
}
