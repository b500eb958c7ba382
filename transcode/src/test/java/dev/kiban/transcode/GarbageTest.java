package dev.kiban.transcode;

import static dev.kiban.transcode.TestSchemas.ALL;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.kiban.transcode.JsonOptions.UnknownFields;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What was made to cost the most memory for each byte of input costs a bounded number of bytes.
class GarbageTest {

    private static final int SIZE = 200_000;
    private static final Limits LIMITS = new Limits(100, 1 << 20);
    private static final JsonOptions IGNORING = JsonOptions.DEFAULT.with(UnknownFields.IGNORE);
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /// For each byte of input: an object or two for each value of a few bytes.
    private static final int MOST = 64;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"nope\":[       | \"\\n\",                       | 0] }",
                "{\"nope\":{       | \"\\n\":0,                     | \"\":0} }",
                "{\"i32s\":[       | \"\\u0031\",                   | 1] }",
                "{\"genres\":[     | \"\\u004eOVEL\",               | 1] }",
                "{\"datas\":[      | \"\\/A\",                      | \"\"] }",
                "{\"value\":[      | {\"\":0},                       | {}] }",
                "{\"list\":[       | {},                             | {}] }",
                "{\"times\":[      | \"2026-01-01T00:00:00Z\",       | \"2026-01-01T00:00:00Z\"] }",
                "{\"dbs\":[        | 1e5,                            | 1] }",
                "{\"anys\":[       | {\"@type\":\"x/kiban.test.All\"}, | {}] }",
                "{\"books\":[      | {\"\\u0069d\":0},                | {}] }"
            })
    void readsJsonWithLittleGarbage(String head, String repeated, String tail) {
        String json = head + repeated.repeat(SIZE / repeated.length()) + tail;
        Slice in = Slice.of(json.getBytes(StandardCharsets.UTF_8));
        JsonToWire reader = new JsonToWire(TestSchemas.SCHEMA, IGNORING, LIMITS);
        ByteSink sink = new ByteSink(8 << 20);

        long allocated = allocated(() -> reader.message(ALL, in, BodyWatch.NONE, sink.reset()));

        assertThat(allocated / SIZE).isLessThan(MOST);
    }

    @ParameterizedTest
    @CsvSource({
        "9a03 00", // labels: many entries of one key
        "9a03 02 0a00",
        "9a03 04 0a00 0a00",
        "9203 00", // unknown
        "d207 00", // times
        "ca07 00", // anys
        "da07 02 2a00", // values: empty structs
        "da07 04 2a02 0a00",
        "da07 00",
        "9201 00", // child, again and again
        "8a01 00",
        "f205 00", // mask
        "8202 00"
    })
    void printsMessagesWithLittleGarbage(String repeated) {
        byte[] piece = Codec.hex(repeated);
        byte[] wire =
                HexFormat.of().parseHex(repeated.replace(" ", "").repeat(SIZE / piece.length));
        WireToJson printer = new WireToJson(TestSchemas.SCHEMA, JsonOptions.DEFAULT, LIMITS);
        ByteSink sink = new ByteSink(8 << 20);

        long allocated = allocated(() -> printer.message(ALL, Slice.of(wire), sink.reset()));

        assertThat(allocated / SIZE).isLessThan(MOST);
    }

    private static long allocated(Runnable translation) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        translation.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
