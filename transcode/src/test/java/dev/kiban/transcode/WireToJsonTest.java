package dev.kiban.transcode;

import static dev.kiban.transcode.TestSchemas.ALL;
import static dev.kiban.transcode.TestSchemas.SHELF;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.transcode.JsonOptions.Defaults;
import dev.kiban.transcode.JsonOptions.EnumFormat;
import dev.kiban.transcode.JsonOptions.FieldNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireToJsonTest {

    @Test
    void printsNestedMessagesListsAndScalars() {
        String json =
                """
                {"id":"42","theme":"日本語 \\"x\\"","books":[{"id":"1","title":"Botchan","genre":"NOVEL","price":12.5,\
                "quotes":["a","b"]},{"id":"-9223372036854775808","genre":"MANGA"}]}""";

        assertThat(Codec.toJson(SHELF, Oracle.wire(SHELF, json))).isEqualTo(json);
    }

    @Test
    void printsNamesAndEnumsAsTheRouteWants() {
        byte[] wire =
                Codec.toWire(
                        ALL, "{\"genre\":\"MANGA\",\"snakeCaseName\":\"a\",\"renamed\":\"b\"}");
        JsonOptions options = JsonOptions.DEFAULT.with(FieldNames.PROTO).with(EnumFormat.NUMBER);

        assertThat(Codec.toJson(ALL, wire, options))
                .isEqualTo("{\"genre\":300,\"snake_case_name\":\"a\",\"renamed\":\"b\"}");
    }

    @Test
    void printsDefaultsInTheirPlaces() {
        JsonOptions options = JsonOptions.DEFAULT.with(Defaults.PRINT);

        assertThat(Codec.toJson(SHELF, Codec.hex(""), options))
                .isEqualTo("{\"id\":\"0\",\"theme\":\"\",\"books\":[]}");
        assertThat(Codec.toJson(SHELF, Codec.hex("1a00 1201 78"), options))
                .isEqualTo(
                        "{\"id\":\"0\",\"theme\":\"x\",\"books\":[{\"id\":\"0\",\"title\":\"\",\"author\":\"\",\"genre\":\"GENRE_UNSPECIFIED\",\"price\":0,\"quotes\":[]}]}");
        assertThat(Codec.toJson(ALL, Codec.hex(""), options))
                .isEqualTo(
                        Oracle.print(
                                        Oracle.read(ALL, "{}"),
                                        Oracle.COMPACT.alwaysPrintFieldsWithNoPresence())
                                .replace("0.0", "0"));
    }

    @Test
    void leavesOutZerosThatWereSent() {
        assertThat(Codec.toJson(SHELF, Codec.hex("0800 1200"))).isEqualTo("{}");
        assertThat(Codec.toJson(ALL, Codec.hex("69 0000000000000080 9801 00")))
                .isEqualTo("{\"db\":-0,\"maybe\":0}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0801 0802 | {\"id\":\"2\"}",
                "0801 0800 | {}",
                "1201 61 0801 | {\"theme\":\"a\",\"id\":\"1\"}",
                "1a02 0801 0805 1a02 0802 | {\"id\":\"5\",\"books\":[{\"id\":\"1\"},{\"id\":\"2\"}]}",
                "1a04 0801 0802 | {\"books\":[{\"id\":\"2\"}]}"
            })
    void readsFieldsInAnyOrderAndNumber(String wire, String json) {
        assertThat(Codec.toJson(SHELF, Codec.hex(wire))).isEqualTo(json);
    }

    @Test
    void mergesMessagesThatComeSeveralTimes() {
        // book {id: 1, quotes: a}, i32: 5, book {title: "x", quotes: b}
        String wire = "8a01 05 0801 320161  1005  8a01 06 120178 320162";

        assertThat(Codec.toJson(ALL, Codec.hex(wire)))
                .isEqualTo(
                        "{\"i32\":5,\"book\":{\"id\":\"1\",\"title\":\"x\",\"quotes\":[\"a\",\"b\"]}}");
    }

    @ParameterizedTest
    @CsvSource({
        "ba0401 61 c00401, {\"number\":\"1\"}",
        "c00401 ba0401 61, {\"word\":\"a\"}",
        "ca0402 0801 ca0403 120178, '{\"chosen\":{\"id\":\"1\",\"title\":\"x\"}}'",
        "ca0402 0801 c00401 ca0403 120178, {\"chosen\":{\"title\":\"x\"}}"
    })
    void keepsTheLastMemberOfAOneof(String wire, String json) {
        assertThat(Codec.toJson(ALL, Codec.hex(wire))).isEqualTo(json);
    }

    @Test
    void readsListsPackedAndNotAndBoth() {
        assertThat(Codec.toJson(ALL, Codec.hex("8202 02 0102 8002 03 8202 00 8202 01 04")))
                .isEqualTo("{\"i32s\":[1,2,3,4]}");
        assertThat(Codec.toJson(ALL, Codec.hex("ca02 02 0102"))).isEqualTo("{\"expanded\":[1,2]}");
        assertThat(Codec.toJson(ALL, Codec.hex("8202 00"))).isEqualTo("{}");
    }

    @Test
    void skipsWhatTheSchemaDoesNotKnow() {
        // field 1000 of each wire type, a group with a group in it, and a known number with another
        // wire type
        String wire =
                "c03e01 c13e0000000000000000 c23e0161 c33e 0801 0b 0c c43e c53e00000000 0a0161 0805";

        assertThat(Codec.toJson(SHELF, Codec.hex(wire))).isEqualTo("{\"id\":\"5\"}");
    }

    @Test
    void printsUnknownNumbersOfOpenEnumsAndDropsThoseOfClosedOnes() {
        assertThat(Codec.toJson(ALL, Codec.hex("8001 07 ba02 02 0107")))
                .isEqualTo("{\"genre\":7,\"genres\":[\"NOVEL\",7]}");

        MessageType closed = TestSchemas.official("proto2.TestAllTypesProto2");
        assertThat(Codec.toJson(closed, Codec.hex("a80101 a80163 980301 980363 980302")))
                .isEqualTo(
                        "{\"optionalNestedEnum\":\"BAR\",\"repeatedNestedEnum\":[\"BAR\",\"BAZ\"]}");
    }

    @Test
    void leavesMessageSetsEmptyAndRefusesToFillThem() {
        MessageType type = TestSchemas.official("proto2.TestAllTypesProto2");
        // message_set_correct: one item, of type 1547769, with a message of three bytes
        String wire = "a21f 0b 0b 10f9bb5e 1a03 0a0161 0c";
        String name =
                "[protobuf_test_messages.proto2.TestAllTypesProto2.MessageSetCorrectExtension1.message_set_extension]";

        assertThat(Codec.toJson(type, Codec.hex(wire))).isEqualTo("{\"messageSetCorrect\":{}}");
        assertThat(Codec.refusal(type, "{\"messageSetCorrect\":{\"" + name + "\":{}}}"))
                .startsWith("messageSetCorrect: no field '[protobuf_test_messages");
    }

    @Test
    void printsGroups() {
        MessageType type = TestSchemas.official("proto2.TestAllTypesProto2");
        String json = "{\"data\":{\"groupInt32\":1,\"groupUint32\":2}}";

        assertThat(Codec.toJson(type, Oracle.wire(type, json))).isEqualTo(json);
        assertThat(Codec.toWire(type, json)).isEqualTo(Oracle.wire(type, json));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "08",
                "0880",
                "08ffffffffffffffffffff01",
                "00",
                "07",
                "0f",
                "0c",
                "1205",
                "12ffffffff0f",
                "1280808080808080808001",
                "f8ffffffffff01",
                "0b",
                "0b14",
                "0b13",
                "1a020b0c 0c",
                "1a0208"
            })
    void refusesWhatIsNotAMessage(String wire) {
        assertThat(Codec.refusal(SHELF, Codec.hex(wire))).contains("broken protobuf at byte");
    }

    @Test
    void namesTheFieldThatIsBroken() {
        assertThat(Codec.refusal(SHELF, Codec.hex("1a02 0880")))
                .isEqualTo("books.id: broken protobuf at byte 3: the message is cut off");
    }

    @Test
    void printsOneFieldAlone() {
        byte[] wire =
                Codec.toWire(SHELF, "{\"id\":7,\"theme\":\"x\",\"books\":[{\"id\":1},{\"id\":2}]}");

        assertThat(field(SHELF, "id", wire)).isEqualTo("\"7\"");
        assertThat(field(SHELF, "theme", wire)).isEqualTo("\"x\"");
        assertThat(field(SHELF, "books", wire)).isEqualTo("[{\"id\":\"1\"},{\"id\":\"2\"}]");
    }

    @ParameterizedTest
    @CsvSource({
        "i32, 0",
        "text, \"\"",
        "texts, []",
        "labels, {}",
        "book, {}",
        "struct, null",
        "maybe, null",
        "time, null",
        "genre, \"GENRE_UNSPECIFIED\"",
        "int64_value, null"
    })
    void printsOneFieldThatIsNotThere(String name, String json) {
        assertThat(field(ALL, name, new byte[0])).isEqualTo(json);
    }

    @Test
    void printsOneFieldThatIsScattered() {
        // labels a, i32, labels b, labels a again
        String wire = "9a03 06 0a0161 120131  1005  9a03 06 0a0162 120132  9a03 06 0a0161 120133";

        assertThat(field(ALL, "labels", Codec.hex(wire))).isEqualTo("{\"b\":\"2\",\"a\":\"3\"}");
    }

    private static String field(MessageType type, String name, byte[] wire) {
        ByteSink sink = new ByteSink(1000);
        new WireToJson(TestSchemas.SCHEMA, JsonOptions.DEFAULT, Limits.DEFAULT)
                .field(
                        type,
                        type.descriptor().findFieldByName(name).getNumber(),
                        Slice.of(wire),
                        sink);
        return sink.slice().toString();
    }

    @Test
    void appendsToWhatIsInTheSink() {
        ByteSink sink = new ByteSink(100);
        sink.write('>');

        new WireToJson(TestSchemas.SCHEMA, JsonOptions.DEFAULT, Limits.DEFAULT)
                .message(SHELF, Slice.of(Codec.hex("0801 0802")), sink);

        assertThat(sink.slice().toString()).isEqualTo(">{\"id\":\"2\"}");
    }

    @Test
    void countsBytesFromTheStartOfThePart() {
        Slice part = new Slice(Codec.hex("ffff 0801 0880 ff"), 2, 6);
        WireToJson printer =
                new WireToJson(TestSchemas.SCHEMA, JsonOptions.DEFAULT, Limits.DEFAULT);

        assertThat(Codec.refusal(() -> printer.message(SHELF, part, new ByteSink(100))))
                .isEqualTo("broken protobuf at byte 3: the message is cut off");
    }
}
