package dev.kiban.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {

    @Test
    void readsWhatWeWrite() {
        Json all =
                Json.object(
                        Map.of(
                                "text",
                                        Json.text(
                                                "a \"b\" \\ / \n\t\u0001 \u65e5\u672c \ud83d\ude00"),
                                "number", Json.number(-42),
                                "yes", Json.bool(true),
                                "no", Json.bool(false),
                                "all", Json.array(List.of(Json.object(Map.of()), Json.text("")))));

        assertThat(Json.read(all.print())).isEqualTo(all);
    }

    @Test
    void readsWhatOthersWrite() {
        Json read =
                Json.read("\r\n{\"a\":[1,2 ,\"\\u65e5\\/\\b\\f\\r\"],\"b\" : null,\"c\":1.5e-3}\t");

        assertThat(read)
                .isEqualTo(
                        Json.object(
                                Map.of(
                                        "a",
                                        Json.array(
                                                List.of(
                                                        Json.number(1),
                                                        Json.number(2),
                                                        Json.text("\u65e5/\b\f\r"))),
                                        "b",
                                        Json.written("null"),
                                        "c",
                                        Json.written("1.5e-3"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{a:1}",
                "[1,]",
                "[1 2]",
                "\"a",
                "\"\\x\"",
                "\"\\u+123\"",
                "\"\\u12",
                "\"\n\"",
                "01",
                "1.",
                "+1",
                "True",
                "{} {}",
                "<html>"
            })
    void refusesWhatIsNoJson(String text) {
        assertThatThrownBy(() -> Json.read(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesWhatIsTooDeep() {
        assertThatThrownBy(() -> Json.read("[".repeat(100_000)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
