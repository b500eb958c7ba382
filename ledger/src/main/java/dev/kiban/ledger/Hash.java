package dev.kiban.ledger;

import java.util.HexFormat;

/// A SHA-256 hash, as hexadecimal digits.
public record Hash(String hex) {
    private static final int DIGITS = 64;

    /// What the first event names as its predecessor.
    public static final Hash ZERO = new Hash("0".repeat(DIGITS));

    public static Hash of(byte[] bytes) {
        return new Hash(HexFormat.of().formatHex(bytes));
    }

    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
