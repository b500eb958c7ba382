package dev.kiban.transcode;

import static dev.kiban.transcode.TestSchemas.ALL;
import static dev.kiban.transcode.TestSchemas.SHELF;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiban.transcode.JsonOptions.UnknownFields;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsTest {

    private static final Limits SMALL = new Limits(5, 1000);
    private static final JsonOptions IGNORING = JsonOptions.DEFAULT.with(UnknownFields.IGNORE);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | ''          | {\"child\":                                     | {} | } | ''",
                "0 | ''          | {\"nope\":                                      | {} | } | ''",
                "1 | {\"nope\":   | [                                              | [] | ] | }",
                "1 | {\"value\":  | [                                              | [] | ] | }",
                "1 | {\"list\":   | [                                              | [] | ] | }",
                "1 | {\"struct\": | {\"a\":                                         | {} | } | }",
                "1 | {\"any\":    | {\"@type\":\"x/google.protobuf.Any\",\"value\": | {} | } | }",
                "1 | {\"any\":    | {\"@type\":\"x/kiban.test.All\",\"any\":        | {} | } | }"
            })
    void readsNoDeeperThanAllowed(
            int outer, String head, String open, String innermost, String close, String tail) {
        int most = 5 - outer - 1;

        assertThat(read(head + nested(most, open, innermost, close) + tail, SMALL)).isEmpty();
        assertThat(read(head + nested(most + 1, open, innermost, close) + tail, SMALL))
                .endsWith("nested deeper than 5 levels");
    }

    private static String nested(int times, String open, String innermost, String close) {
        return open.repeat(times) + innermost + close.repeat(times);
    }

    /// The message of the refusal, or nothing.
    private static String read(String json, Limits limits) {
        try {
            new JsonToWire(TestSchemas.SCHEMA, IGNORING, limits)
                    .message(ALL, Slice.utf8(json), BodyWatch.NONE, new ByteSink(10_000));
            return "";
        } catch (Refusal e) {
            return e.getMessage();
        }
    }

    @Test
    void printsNoDeeperThanAllowed() {
        assertThat(Codec.refusal(() -> print(nested(6), SMALL, 1000)))
                .contains("nested deeper than 5 levels");
        assertThat(print(nested(5), SMALL, 1000))
                .isEqualTo("{\"child\":".repeat(4) + "{}" + "}".repeat(4));
    }

    /// So many messages in one another.
    private static byte[] nested(int depth) {
        byte[] wire = new byte[0];
        for (int i = 1; i < depth; i++) {
            ByteSink sink = new ByteSink(1000);
            sink.varint32(WireType.tag(18, WireType.LENGTH));
            sink.prefixed(wire, 0, wire.length);
            wire = sink.toByteArray();
        }
        return wire;
    }

    private static String print(byte[] wire, Limits limits, int maxOutput) {
        ByteSink sink = new ByteSink(maxOutput);
        new WireToJson(TestSchemas.SCHEMA, JsonOptions.DEFAULT, limits)
                .message(ALL, Slice.of(wire), sink);
        return sink.slice().toString();
    }

    @Test
    void skipsUnknownGroupsNoDeeperThanAllowed() {
        byte[] groups = new byte[90];
        Arrays.fill(groups, (byte) 0x9b);
        for (int i = 1; i < groups.length; i += 2) {
            groups[i] = 0x3f;
        }

        assertThat(Codec.refusal(() -> print(groups, SMALL, 1000)))
                .isEqualTo("nested deeper than 5 levels");
    }

    @Test
    void refusesInputThatIsTooLarge() {
        assertThatThrownBy(() -> print(new byte[1001], SMALL, 1000))
                .isInstanceOfSatisfying(
                        Refusal.class, e -> assertThat(e.kind()).isEqualTo(Refusal.Kind.TOO_LARGE))
                .hasMessage("the message is larger than 1000 bytes");
        assertThat(read(" ".repeat(1001), SMALL))
                .isEqualTo("the message is larger than 1000 bytes");
    }

    @Test
    void refusesOutputThatIsTooLarge() {
        byte[] wire = Codec.toWire(SHELF, "{\"theme\":\"" + "x".repeat(50) + "\"}");
        String json = "{\"theme\":\"" + "x".repeat(50) + "\"}";
        WireToJson printer =
                new WireToJson(TestSchemas.SCHEMA, JsonOptions.DEFAULT, Limits.DEFAULT);

        printer.message(SHELF, Slice.of(wire), new ByteSink(json.length()));

        assertThatThrownBy(
                        () ->
                                printer.message(
                                        SHELF, Slice.of(wire), new ByteSink(json.length() - 1)))
                .isInstanceOfSatisfying(
                        Refusal.class, e -> assertThat(e.kind()).isEqualTo(Refusal.Kind.TOO_LARGE));
        JsonToWire reader = new JsonToWire(TestSchemas.SCHEMA, JsonOptions.DEFAULT, Limits.DEFAULT);
        reader.message(SHELF, Slice.utf8(json), BodyWatch.NONE, new ByteSink(wire.length));
        assertThatThrownBy(
                        () ->
                                reader.message(
                                        SHELF,
                                        Slice.utf8(json),
                                        BodyWatch.NONE,
                                        new ByteSink(wire.length - 1)))
                .isInstanceOfSatisfying(
                        Refusal.class, e -> assertThat(e.kind()).isEqualTo(Refusal.Kind.TOO_LARGE));
    }

    @Test
    void refusesToMergeOverAndOver() {
        // Each level has its child twice, so each level would copy all that is below.
        byte[] wire = Codec.hex("72 01 61");
        for (int i = 0; i < 60; i++) {
            ByteSink sink = new ByteSink(100_000);
            sink.varint32(WireType.tag(18, WireType.LENGTH));
            sink.prefixed(wire, 0, wire.length);
            sink.varint32(WireType.tag(18, WireType.LENGTH));
            sink.prefixed(wire, 0, 0);
            wire = sink.toByteArray();
        }
        byte[] scattered = wire;

        assertThat(
                        Codec.refusal(
                                () -> print(scattered, new Limits(100, scattered.length), 100_000)))
                .contains("the message is in too many scattered pieces");
    }

    @Test
    void looksAheadForTheTypeOfAnAnyOnlySoFar() {
        String open = "{\"value\":".repeat(40);
        String close = ",\"@type\":\"x/google.protobuf.Any\"}".repeat(40);
        String some = "{\"any\":" + open + "{}" + close + "}";
        String much =
                "{\"any\":" + open + "{\"nope\":\"" + "x".repeat(200_000) + "\"}" + close + "}";
        Limits limits = new Limits(100, 1 << 20);

        assertThat(read(some, limits)).isEmpty();
        assertThat(read(much, limits))
                .endsWith("too much comes before the '@type' of an Any: put it first");
    }

    @Test
    void walksOverGroupsInGroupsOnlySoFar() {
        MessageType type = TestSchemas.message("Note");
        byte[] title = Codec.toWire(type, "{\"text\":\"" + "x".repeat(1000) + "\"}");

        assertThat(printGroups(type, title, 3)).contains("xxx");
        assertThat(Codec.refusal(() -> printGroups(type, title, 50)))
                .endsWith("the message has too many groups in groups");
    }

    private static String printGroups(MessageType type, byte[] innermost, int depth) {
        ByteSink wire = new ByteSink(10_000);
        for (int i = 0; i < depth; i++) {
            wire.varint32(WireType.tag(7, WireType.START_GROUP));
        }
        wire.write(innermost);
        for (int i = 0; i < depth; i++) {
            wire.varint32(WireType.tag(7, WireType.END_GROUP));
        }
        ByteSink json = new ByteSink(10_000);
        new WireToJson(TestSchemas.SCHEMA, JsonOptions.DEFAULT, new Limits(100, 5_000))
                .message(type, wire.slice(), json);
        return json.slice().toString();
    }

    @Test
    void sinksGrowUpToTheirLimitOnly() {
        ByteSink sink = new ByteSink(1000);
        sink.write(new byte[1000]);

        assertThatThrownBy(() -> sink.write(new byte[100])).isInstanceOf(Refusal.class);
        assertThat(sink.array().length).isLessThanOrEqualTo(1000 + ByteSink.SLACK);
        assertThat(sink.reset().length()).isZero();
    }
}
