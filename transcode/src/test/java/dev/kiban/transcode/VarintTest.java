package dev.kiban.transcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A varint is read in one of three ways, by its length and by what is behind it.
final class VarintTest {

    private static final int MAX_SIZE = 10;

    static LongStream values() {
        return LongStream.concat(
                LongStream.of(0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE),
                LongStream.rangeClosed(1, Long.SIZE - 1)
                        .flatMap(bit -> LongStream.of((1L << bit) - 1, 1L << bit, -1L << bit)));
    }

    @ParameterizedTest
    @MethodSource("values")
    void isReadWhateverIsBehindIt(long value) {
        for (int behind = 0; behind <= MAX_SIZE; behind++) {
            WireCursor in = cursor(written(value), behind);

            assertThat(in.varint()).isEqualTo(value);
            assertThat(in.pos).isEqualTo(in.end);
        }
    }

    @ParameterizedTest
    @MethodSource("values")
    void isRefusedWhenItsEndIsBehindTheMessage(long value) {
        for (int behind = 0; behind <= MAX_SIZE; behind++) {
            WireCursor in = cursor(written(value), behind);
            in.end--;

            assertThatThrownBy(in::varint)
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("cut off");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7, 8, 9, 10})
    void mayBeLongerThanItNeedsToBe(int size) {
        byte[] five = new byte[size];
        Arrays.fill(five, (byte) 0x80);
        five[0] = (byte) 0x85;
        five[size - 1] = 0;

        assertThat(cursor(five, 0).varint()).isEqualTo(5);
        assertThat(cursor(five, MAX_SIZE).varint()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 8})
    void isRefusedWhenItIsLongerThanTenBytes(int behind) {
        byte[] endless = new byte[MAX_SIZE + 1];
        Arrays.fill(endless, (byte) 0xFF);
        endless[MAX_SIZE] = 0;

        assertThatThrownBy(cursor(endless, behind)::varint)
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("longer than ten bytes");
    }

    private static byte[] written(long value) {
        ByteSink sink = new ByteSink(MAX_SIZE);
        sink.varint64(value);
        return sink.toByteArray();
    }

    /// Behind the message, the array goes on with bytes that a varint could go on with.
    private static WireCursor cursor(byte[] varint, int behind) {
        byte[] bytes = Arrays.copyOf(varint, varint.length + behind);
        Arrays.fill(bytes, varint.length, bytes.length, (byte) 0x81);
        return new WireCursor(
                new Slice(bytes, 0, varint.length), JsonOptions.DEFAULT, Limits.DEFAULT);
    }
}
