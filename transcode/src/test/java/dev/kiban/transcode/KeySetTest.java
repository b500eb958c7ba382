package dev.kiban.transcode;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class KeySetTest {

    private static final int SLOTS = 1 << 12;

    @Test
    void findsTheKeyThatCameBefore() {
        byte[] bytes = "abcabd".getBytes(US_ASCII);
        KeySet keys = new KeySet();

        assertThat(keys.add(bytes, 0, 3)).isEqualTo(-1);
        assertThat(keys.add(bytes, 3, 6)).isEqualTo(-1);
        assertThat(keys.add(bytes, 0, 3)).isZero();
        assertThat(keys.add(bytes, 3, 6)).isEqualTo(1);
    }

    @Test
    void findsAKeyAmongMany() {
        KeySet keys = new KeySet();
        byte[] bytes = new byte[4 * 1000];
        for (int i = 0; i < 1000; i++) {
            bytes[4 * i] = (byte) i;
            bytes[4 * i + 1] = (byte) (i >> 8);
            assertThat(keys.add(bytes, 4 * i, 4 * i + 4)).isEqualTo(-1);
        }

        assertThat(IntStream.range(0, 1000))
                .allSatisfy(i -> assertThat(keys.add(bytes, 4 * i, 4 * i + 4)).isEqualTo(i));
    }

    @Test
    void keysThatShareASlotInOneProcessDoNotInAnother() {
        KeySet one = new KeySet(1);
        KeySet other = new KeySet(2);

        Stream<byte[]> alike =
                IntStream.iterate(0, i -> i + 1)
                        .mapToObj(i -> ("key" + i).getBytes(US_ASCII))
                        .filter(key -> slot(one, key) == 0)
                        .limit(200);

        assertThat(alike.map(key -> slot(other, key)).distinct().count()).isGreaterThan(150);
    }

    private static int slot(KeySet keys, byte[] key) {
        return keys.hash(key, 0, key.length) & SLOTS - 1;
    }
}
