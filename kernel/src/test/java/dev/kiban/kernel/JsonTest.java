package dev.kiban.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {

    @Test
    void printsObjectsOverLinesAndShortPlainArraysOnOne() {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("name", Json.text("item"));
        members.put("ports", Json.array(List.of(Json.number(9101), Json.number(-1))));
        members.put("nested", Json.array(List.of(Json.object(Map.of("on", Json.bool(true))))));
        members.put("none", Json.object(Map.of()));
        members.put("empty", Json.texts(List.of()));

        String text = Json.object(members).print();

        assertThat(text)
                .isEqualTo(
                        """
                        {
                          "name": "item",
                          "ports": [9101, -1],
                          "nested": [
                            {
                              "on": true
                            }
                          ],
                          "none": {},
                          "empty": []
                        }
                        """);
    }

    @Test
    void escapesWhatJsonAndTerminalsCannotTake() {
        String text = Json.text("a\"b\\c\n\r\t\u001b\ud800 ü").print();

        assertThat(text).isEqualTo("\"a\\\"b\\\\c\\n\\r\\t\\u001b\\ud800 ü\"\n");
    }
}
