package dev.kiban.transcode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Damages bytes as an attacker or an accident would: a bit here, a piece cut out, doubled or
/// moved, a dangerous word put in.
final class Mutator {

    /// What has broken readers of JSON before.
    static final List<byte[]> JSON_WORDS =
            words(
                    "{",
                    "}",
                    "[",
                    "]",
                    "\"",
                    "\\",
                    ",",
                    ":",
                    "null",
                    "true",
                    "false",
                    "-",
                    "0",
                    "00",
                    "-0",
                    "1e999999999",
                    "1e-999999999",
                    "0.1",
                    "1e5",
                    "\"NaN\"",
                    "\"-Infinity\"",
                    "\\u0000",
                    "\\ud800",
                    "\\ud83d\\ude00",
                    "\\x",
                    "\u00e9",
                    "\ud83d\ude00",
                    "\u0000",
                    "\t",
                    "\n",
                    " ",
                    "\ufeff",
                    "\"@type\":",
                    "\"@type\":\"type.googleapis.com/google.protobuf.Any\",",
                    "\"value\":",
                    "\"child\":{",
                    "[".repeat(120),
                    "{\"child\":".repeat(120),
                    "9".repeat(400),
                    "\"\":",
                    "\"1970-01-01T00:00:00Z\"",
                    "\"-0.5s\"",
                    "\"a,b_c\"",
                    "\"====\"",
                    "\"[kiban.test.x]\":");

    /// Tags and lengths that lie.
    static final List<byte[]> WIRE_WORDS =
            List.of(
                    bytes(0x00),
                    bytes(0x07),
                    bytes(0x0b),
                    bytes(0x0c),
                    bytes(0x80),
                    bytes(0xff),
                    bytes(0x7f),
                    bytes(0x92, 0x01),
                    bytes(0xff, 0xff, 0xff, 0xff, 0x0f),
                    bytes(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01),
                    bytes(0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80),
                    bytes(0xed, 0xa0, 0x80),
                    bytes(0xc0, 0x80),
                    bytes(0x0a, 0x00),
                    bytes(0x0a, 0x80, 0x00),
                    repeated(0x0b, 200),
                    repeated(0x92, 50));

    private static final int MOST_BYTES = 20_000;

    private final Random random;
    private final List<byte[]> words;

    Mutator(Random random, List<byte[]> words) {
        this.random = random;
        this.words = words;
    }

    private static List<byte[]> words(String... words) {
        return Arrays.stream(words).map(word -> word.getBytes(StandardCharsets.UTF_8)).toList();
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static byte[] repeated(int value, int count) {
        byte[] bytes = new byte[count];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    byte[] mutate(byte[] valid) {
        byte[] bytes = valid;
        int times = random.nextInt(5);
        for (int i = 0; i < times && bytes.length < MOST_BYTES; i++) {
            bytes = once(bytes);
        }
        return bytes;
    }

    private byte[] once(byte[] bytes) {
        int at = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, at + random.nextInt(20));
        return switch (random.nextInt(6)) {
            case 0 -> flipped(bytes);
            case 1 -> spliced(bytes, at, to, new byte[0]);
            case 2 -> spliced(bytes, at, at, Arrays.copyOfRange(bytes, at, to));
            case 3 ->
                    spliced(
                            bytes,
                            random.nextInt(bytes.length + 1),
                            -1,
                            Arrays.copyOfRange(bytes, at, to));
            case 4 -> Arrays.copyOf(bytes, at);
            default -> spliced(bytes, at, at, words.get(random.nextInt(words.size())));
        };
    }

    private byte[] flipped(byte[] bytes) {
        byte[] flipped = bytes.clone();
        if (flipped.length > 0) {
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    /// @param to -1 for the same as `from`
    private static byte[] spliced(byte[] bytes, int from, int to, byte[] inserted) {
        int end = to < 0 ? from : to;
        byte[] result = Arrays.copyOf(bytes, bytes.length - (end - from) + inserted.length);
        System.arraycopy(inserted, 0, result, from, inserted.length);
        System.arraycopy(bytes, end, result, from + inserted.length, bytes.length - end);
        return result;
    }
}
