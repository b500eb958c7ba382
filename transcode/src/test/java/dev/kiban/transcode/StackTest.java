package dev.kiban.transcode;

import static dev.kiban.transcode.TestSchemas.ALL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.transcode.JsonOptions.UnknownFields;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The deepest nesting that [Limits] let anybody allow fits the stack of an ordinary thread, which
/// has a megabyte; a quarter of it is left to the server.
class StackTest {

    private static final int MOST_DEPTH = 250;
    private static final long STACK_BYTES = 768 << 10;
    private static final Limits LIMITS = new Limits(MOST_DEPTH, 1 << 20);
    private static final JsonOptions IGNORING = JsonOptions.DEFAULT.with(UnknownFields.IGNORE);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"nope\":    | [                                              | ]",
                "''            | {\"child\":                                    | }",
                "{\"value\":   | [                                              | ]",
                "{\"value\":   | {\"a\":                                        | }",
                "{\"any\":     | {\"@type\":\"x/google.protobuf.Any\",\"value\": | }",
                "{\"any\":     | {\"@type\":\"x/kiban.test.All\",\"any\":       | }"
            })
    void holdsTheDeepestNesting(String head, String open, String close) throws Exception {
        int times = MOST_DEPTH - 2;
        String innermost = open.startsWith("[") ? "[]" : "{}";
        String json =
                head
                        + open.repeat(times)
                        + innermost
                        + close.repeat(times)
                        + (head.isEmpty() ? "" : "}");

        inASmallThread(
                () -> {
                    ByteSink wire = new ByteSink(1 << 22);
                    new JsonToWire(TestSchemas.SCHEMA, IGNORING, LIMITS)
                            .message(ALL, Slice.utf8(json), BodyWatch.NONE, wire);
                    // The same twice is scattered.
                    wire.write(wire.toByteArray());
                    new WireToJson(TestSchemas.SCHEMA, IGNORING, new Limits(MOST_DEPTH, 1 << 22))
                            .message(ALL, wire.slice(), new ByteSink(1 << 22));
                });
    }

    private static void inASmallThread(Runnable work) throws InterruptedException {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread thread = new Thread(null, work, "small stack", STACK_BYTES);
        thread.setUncaughtExceptionHandler((_, e) -> failure.set(e));
        thread.start();
        thread.join();

        assertThat(failure.get()).isNull();
    }
}
