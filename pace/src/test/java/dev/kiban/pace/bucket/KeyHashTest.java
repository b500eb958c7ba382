package dev.kiban.pace.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The test vectors of SipHash-2-4's authors: bytes that count up from 0, under a key that does,
/// too.
final class KeyHashTest {
    private static final KeyHash HASH = new KeyHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);

    @Test
    void takes128BitsOfAText() {
        HASH.of("");
        assertThat(HASH.low()).isEqualTo(0xe6a825ba047f81a3L);
        assertThat(HASH.high()).isEqualTo(0x930255c71472f66dL | 1);

        HASH.of("\u0100\u0302\u0504\u0706");
        assertThat(HASH.low()).isEqualTo(0x61f55862baa9623bL);
        assertThat(HASH.high()).isEqualTo(0xb49714f364e2830fL | 1);
    }

    @Test
    void takes64BitsOfANumber() {
        assertThat(HASH.of(0x0706050403020100L)).isEqualTo(0x93f5f5799a932462L);
    }
}
