package dev.kiban.pace;

import dev.kiban.pace.bucket.KeyHash;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/// What permits are called: their number, and a proof that it is one of ours, so that nobody gives
/// back what somebody else holds. Safe for all threads.
final class PermitIds {
    private static final int LENGTH = 32;
    private static final HexFormat HEX = HexFormat.of();
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final KeyHash hash;

    /// @param random nobody else knows what it says
    PermitIds(RandomGenerator random) {
        this.hash = new KeyHash(random);
    }

    String text(long number) {
        byte[] bytes = new byte[LENGTH / 2];
        LONG.set(bytes, 0, number);
        LONG.set(bytes, Long.BYTES, hash.of(number));
        return HEX.formatHex(bytes);
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
}
