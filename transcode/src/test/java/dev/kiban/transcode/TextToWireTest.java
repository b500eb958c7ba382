package dev.kiban.transcode;

import static dev.kiban.transcode.TestSchemas.ALL;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextToWireTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "i32 | -5 | {\"i32\":-5}",
                "u64 | 18446744073709551615 | {\"u64\":\"18446744073709551615\"}",
                "db | -Infinity | {\"db\":\"-Infinity\"}",
                "flag | true | {\"flag\":true}",
                "text | say \"hi\\\" | {\"text\":\"say \\\"hi\\\\\\\"\"}",
                "data | -_-_ | {\"data\":\"+/+/\"}",
                "genre | MANGA | {\"genre\":\"MANGA\"}",
                "genre | 300 | {\"genre\":\"MANGA\"}",
                "genre | 77 | {\"genre\":77}",
                "book.id | 7 | {\"book\":{\"id\":\"7\"}}",
                "child.child.book.title | x | {\"child\":{\"child\":{\"book\":{\"title\":\"x\"}}}}",
                "texts | one | {\"texts\":[\"one\"]}",
                "i32s | 1 | {\"i32s\":[1]}",
                "snakeCaseName | x | {\"snakeCaseName\":\"x\"}",
                "time | 2026-01-01T09:00:00+09:00 | {\"time\":\"2026-01-01T00:00:00Z\"}",
                "duration | 1.5s | {\"duration\":\"1.500s\"}",
                "mask | a,foo_bar,fooBaz | {\"mask\":\"a,fooBar,fooBaz\"}",
                "int64_value | 9 | {\"int64Value\":\"9\"}",
                "bool_value | true | {\"boolValue\":true}",
                "string_value | hello | {\"stringValue\":\"hello\"}",
                "word | x | {\"word\":\"x\"}"
            })
    void writesTheFieldThatThePathLeadsTo(String path, String text, String json) {
        assertThat(Codec.toJson(ALL, wire(ALL, path, text))).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "i32 | abc | i32: 'abc' is not an int32",
                "i32 | 2147483648 | i32: '2147483648' is not an int32",
                "flag | yes | flag: 'yes' is not true or false",
                "genre | MAUVE | genre: 'MAUVE' is not a value of kiban.test.Genre",
                "book.id | x | book.id: 'x' is not an int64",
                "book | x | book: 'x' is not an object",
                "struct | x | struct: 'x' is not an object",
                "time | now | time: 'now' is not a timestamp such as 2006-01-02T15:04:05Z"
            })
    void saysWhatIsWrong(String path, String text, String message) {
        assertThat(Codec.refusal(() -> wire(ALL, path, text))).isEqualTo(message);
    }

    @Test
    void writesWhatGroupsAreMadeOf() {
        MessageType type = TestSchemas.official("proto2.TestAllTypesProto2");

        assertThat(Codec.toJson(type, wire(type, "data.group_int32", "5")))
                .isEqualTo("{\"data\":{\"groupInt32\":5}}");
    }

    private static byte[] wire(MessageType type, String path, String text) {
        ByteSink sink = new ByteSink(1000);
        new TextToWire(TestSchemas.SCHEMA, Limits.DEFAULT)
                .field(type.path(path).orElseThrow(), Slice.utf8(text), sink);
        return sink.toByteArray();
    }
}
