package dev.kiban.pace;

import dev.kiban.pace.bucket.KeyHash;
import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/// What permits are called: their number, and a proof that it is one of ours, so that nobody gives
/// back what somebody else holds. Safe for all threads.
final class PermitIds {
    private static final int LENGTH = 32;
    private static final HexFormat HEX = HexFormat.of();

    private final KeyHash hash;

    /// @param random nobody else knows what it says
    PermitIds(RandomGenerator random) {
        this.hash = new KeyHash(random);
    }

    String text(long number) {
        String text = HEX.toHexDigits(number);
        return text + HEX.toHexDigits(proof(text));
    }

    /// Whether a permit of somebody could be called so.
    static boolean couldBe(String text) {
        return text.length() == LENGTH && text.chars().allMatch(HexFormat::isHexDigit);
    }

    /// The number of a permit, if we made that text.
    OptionalLong number(String text) {
        if (!couldBe(text)) {
            return OptionalLong.empty();
        }
        long number = HexFormat.fromHexDigitsToLong(text, 0, LENGTH / 2);
        return text(number).equalsIgnoreCase(text) ? OptionalLong.of(number) : OptionalLong.empty();
    }

    private synchronized long proof(String number) {
        hash.of(number);
        return hash.low();
    }
}
