package dev.kiban.transcode;

import static dev.kiban.transcode.TestSchemas.ALL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.transcode.JsonOptions.UnknownFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnyTest {

    private static final String BOOK = "\"@type\":\"type.googleapis.com/kiban.test.Book\"";

    @Test
    void readsAndPrintsAMessageBesideItsType() {
        String json =
                "{\"any\":{" + BOOK + ",\"id\":\"1\",\"title\":\"Botchan\",\"quotes\":[\"a\"]}}";

        assertThat(Codec.again(ALL, json)).isEqualTo(json);
        assertThat(Codec.toWire(ALL, json)).isEqualTo(Oracle.wire(ALL, json));
    }

    @Test
    void findsTheTypeWhereverItIs() {
        String quotes = "\"quotes\":[\"}\",\"\\\"@type\\\":\"]";

        String json =
                Codec.again(
                        ALL, "{\"any\":{\"id\":1," + quotes + "," + BOOK + ",\"title\":\"x\"}}");

        assertThat(json)
                .isEqualTo("{\"any\":{" + BOOK + ",\"id\":\"1\"," + quotes + ",\"title\":\"x\"}}");
    }

    @Test
    void readsAndPrintsWellKnownMessagesAsValues() {
        String json =
                """
                {"anys":[{"@type":"type.googleapis.com/google.protobuf.Duration","value":"1.500s"},\
                {"@type":"type.googleapis.com/google.protobuf.Struct","value":{"a":1}},\
                {"@type":"type.googleapis.com/google.protobuf.Int64Value","value":"0"},\
                {"@type":"type.googleapis.com/google.protobuf.Any","value":{"@type":"type.googleapis.com/kiban.test.Book","id":"1"}},\
                {"@type":"type.googleapis.com/google.protobuf.Empty"},{}]}""";

        assertThat(Codec.again(ALL, json)).isEqualTo(json);
        assertThat(Codec.toWire(ALL, json)).isEqualTo(Oracle.wire(ALL, json));
    }

    @Test
    void keepsAMessageOfAnUnknownTypeAsBase64() {
        ByteSink wire = new ByteSink(100);
        wire.write(Codec.hex("da05 10 0a 0a"));
        wire.write("x.org/no.T".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        wire.write(Codec.hex("12 02 08 01"));

        assertThat(Codec.toJson(ALL, wire.toByteArray()))
                .isEqualTo("{\"any\":{\"@type\":\"x.org/no.T\",\"value\":\"CAE=\"}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"id\":1} | any: an Any needs its '@type'",
                "{\"@type\":\"kiban.test.Book\"} | any.@type: 'kiban.test.Book' is not a type URL: it has no '/'",
                "{\"@type\":\"x/no.Type\"} | any.@type: 'x/no.Type' is a type that this schema does not have",
                "{\"@type\":7} | any.@type: '7' is not a type URL",
                "{\"@type\":\"x/google.protobuf.Duration\"} | any: an Any of google.protobuf.Duration needs its 'value'",
                "{\"@type\":\"x/google.protobuf.Duration\",\"value\":\"x\"} | any.value: 'x' is not a duration such as 1.5s",
                "{\"@type\":\"x/kiban.test.Book\",\"id\":\"x\"} | any.id: 'x' is not an int64",
                "{\"@type\":\"x/kiban.test.Book\",\"@type\":\"x/kiban.test.Book\"} | any: '@type' comes twice",
                "{\"@type\":\"x/kiban.test.All\",\"book\":{\"@type\":\"x/y\"}} | any.book: no field '@type' in kiban.test.Book"
            })
    void saysWhatIsWrong(String any, String message) {
        assertThat(Codec.refusal(ALL, "{\"any\":" + any + "}")).isEqualTo(message);
    }

    @Test
    void refusesATypeThatComesTwiceEvenWhereUnknownKeysAreIgnored() {
        JsonOptions ignoring = JsonOptions.DEFAULT.with(UnknownFields.IGNORE);
        String json = "{\"any\":{" + BOOK + ",\"@type\":\"type.googleapis.com/kiban.test.Shelf\"}}";

        assertThat(Codec.refusal(() -> Codec.toWire(ALL, json, ignoring)))
                .isEqualTo("any: '@type' comes twice");
    }

    @Test
    void refusesAValueWithoutAType() {
        assertThat(Codec.refusal(ALL, Codec.hex("da05 04 12 02 08 01")))
                .isEqualTo("any: an Any has a value but no type");
    }
}
