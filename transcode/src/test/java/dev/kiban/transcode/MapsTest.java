package dev.kiban.transcode;

import static dev.kiban.transcode.TestSchemas.ALL;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MapsTest {

    @Test
    void readsAndPrintsKeysOfAllKinds() {
        String json =
                """
                {"labels":{"":"empty","日本":"Japan","a\\"b":""},"byI32":{"-1":"a","0":"b"},"byS64":{"-9223372036854775808":"7"},\
                "byFlag":{"true":false,"false":true},"booksByName":{"x":{"id":"1"},"y":{}},\
                "genreByF64":{"18446744073709551615":"POETRY","1":"GENRE_UNSPECIFIED"},"valueByName":{"v":[1,null]}}""";

        assertThat(Codec.again(ALL, json)).isEqualTo(json);
        assertThat(Oracle.read(ALL, Codec.toWire(ALL, json))).isEqualTo(Oracle.read(ALL, json));
    }

    @Test
    void readsKeysThatAreNumbersInAnyNotation() {
        assertThat(Codec.again(ALL, "{\"byI32\":{\"1e1\":\"a\"}}"))
                .isEqualTo("{\"byI32\":{\"10\":\"a\"}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"labels\":{\"a\":\"1\",\"a\":\"1\"}} | labels['a']: the key comes twice",
                "{\"labels\":{\"a\":\"1\",\"\\u0061\":\"1\"}} | labels['\\u0061']: the key comes twice",
                "{\"byI32\":{\"10\":\"a\",\"1e1\":\"b\"}} | byI32['1e1']: the key comes twice",
                "{\"byFlag\":{\"yes\":true}} | byFlag['yes']: the key is neither 'true' nor 'false'",
                "{\"byI32\":{\"x\":\"a\"}} | byI32['x']: 'x' is not an int32",
                "{\"byI32\":{\"\":\"a\"}} | byI32['']: '' is not an int32",
                "{\"labels\":{\"a\":1}} | labels['a']: '1' is not a string",
                "{\"labels\":[]} | labels: a list is not an object",
                "{\"labels\":{\"a\":{\"b\":1}}} | labels['a']: an object is not a string"
            })
    void saysWhatIsWrong(String json, String message) {
        assertThat(Codec.refusal(ALL, json)).isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 8, 9, 16, 17, 100, 5000})
    void findsAKeyThatComesTwiceAmongMany(int count) {
        String entries =
                IntStream.range(0, count)
                        .mapToObj(i -> "\"k" + i + "\":\"\"")
                        .collect(Collectors.joining(","));

        assertThat(Oracle.read(ALL, Codec.toWire(ALL, "{\"labels\":{" + entries + "}}")))
                .isEqualTo(Oracle.read(ALL, "{\"labels\":{" + entries + "}}"));
        assertThat(Codec.refusal(ALL, "{\"labels\":{" + entries + ",\"k" + count / 2 + "\":\"\"}}"))
                .isEqualTo("labels['k" + count / 2 + "']: the key comes twice");
    }

    @Test
    void printsTheLastEntryOfAKey() {
        // labels {"a": "1"}, labels {"b": "2"}, labels {"a": "3"}
        String wire = "9a03 06 0a0161 120131  9a03 06 0a0162 120132  9a03 06 0a0161 120133";

        assertThat(Codec.toJson(ALL, Codec.hex(wire)))
                .isEqualTo("{\"labels\":{\"b\":\"2\",\"a\":\"3\"}}");
    }

    @ParameterizedTest
    @CsvSource({
        "9a03 00, {\"labels\":{\"\":\"\"}}",
        "9a03 03 0a0161, {\"labels\":{\"a\":\"\"}}",
        "9a03 03 120131, {\"labels\":{\"\":\"1\"}}",
        "9a03 06 120131 0a0161, {\"labels\":{\"a\":\"1\"}}",
        "9a03 09 0a0161 0a0162 120131, {\"labels\":{\"b\":\"1\"}}",
        "9a03 08 0a0161 1807 120131, {\"labels\":{\"a\":\"1\"}}",
        "a203 00, {\"byI32\":{\"0\":\"\"}}",
        "b203 00, {\"byFlag\":{\"false\":false}}",
        "ba03 03 0a0161, {\"booksByName\":{\"a\":{}}}",
        "c203 00, {\"genreByF64\":{\"0\":\"GENRE_UNSPECIFIED\"}}",
        "ca03 03 0a0161, {\"valueByName\":{\"a\":null}}"
    })
    void printsEntriesWhateverTheirPartsAre(String wire, String json) {
        assertThat(Codec.toJson(ALL, Codec.hex(wire))).isEqualTo(json);
    }

    @Test
    void mergesAMessageThatComesTwiceInAnEntry() {
        // booksByName {"a": {id: 1}, "a": {title: "x"}} in one entry
        String wire = "ba03 0c 0a0161 12020801 1203120178";

        assertThat(Codec.toJson(ALL, Codec.hex(wire)))
                .isEqualTo("{\"booksByName\":{\"a\":{\"id\":\"1\",\"title\":\"x\"}}}");
    }
}
