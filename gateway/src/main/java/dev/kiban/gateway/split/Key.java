package dev.kiban.gateway.split;

import java.nio.charset.StandardCharsets;

/// What a request is held to its backend by: 64 bits of a user, a header, or a cookie. They are the
/// same in each process and each version.
///
/// FNV-1a over UTF-8, and Stafford's thirteenth mix, as the low bits of FNV alone are weak.
///
/// @param hash each bit depends on all of the text
public record Key(long hash) {
    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /// The key of a text; all texts have one, the empty one too.
    public static Key of(String text) {
        long hash = FNV_BASIS;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * FNV_PRIME;
        }
        return new Key(mix(hash));
    }

    /// A number from 0 to 1, neither of which it is, of this key and another.
    double with(Key other) {
        return ((mix(hash + Long.rotateLeft(other.hash, 32)) >>> 11) + 0.5) * 0x1p-53;
    }

    private static long mix(long bits) {
        long mixed = bits;
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
