package dev.kiban.pace.bucket;

/// The state of SipHash-2-4 (J.-P. Aumasson, D. J. Bernstein, 2012) while it takes in 64-bit words.
/// It lives for one text, and the compiler keeps it in registers.
final class Sip {
    /// Of the last word, where the lowest byte of the length stands.
    static final int LENGTH_AT = 56;

    private final boolean isWide;
    private long v0;
    private long v1;
    private long v2;
    private long v3;

    /// @param isWide whether 128 bits are wanted of it, or else 64
    Sip(long key0, long key1, boolean isWide) {
        this.isWide = isWide;
        v0 = key0 ^ 0x736f6d6570736575L;
        v1 = key1 ^ 0x646f72616e646f6dL ^ (isWide ? 0xee : 0);
        v2 = key0 ^ 0x6c7967656e657261L;
        v3 = key1 ^ 0x7465646279746573L;
    }

    void take(long word) {
        v3 ^= word;
        round();
        round();
        v0 ^= word;
    }

    /// The first 64 bits.
    long end() {
        v2 ^= isWide ? 0xee : 0xff;
        return bits();
    }

    /// Of 128 bits, the other 64.
    long second() {
        v1 ^= 0xdd;
        return bits();
    }

    private long bits() {
        round();
        round();
        round();
        round();
        return v0 ^ v1 ^ v2 ^ v3;
    }

    private void round() {
        v0 += v1;
        v2 += v3;
        v1 = Long.rotateLeft(v1, 13) ^ v0;
        v3 = Long.rotateLeft(v3, 16) ^ v2;
        v0 = Long.rotateLeft(v0, 32) + v3;
        v2 += v1;
        v1 = Long.rotateLeft(v1, 17) ^ v2;
        v3 = Long.rotateLeft(v3, 21) ^ v0;
        v2 = Long.rotateLeft(v2, 32);
    }
}
