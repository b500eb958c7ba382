package dev.kiban.transcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class JsonToWireTest {

    @Test
    void readsNestedMessagesListsAndScalars() {
        String json =
                """
                {"id": "42", "theme": "日本\\u8a9e \\"x\\"", "books": [
                  {"id": 1, "title": "Botchan", "genre": "NOVEL", "price": 12.5, "quotes": ["a", "b"]},
                  {"id": 1e2, "genre": 300}
                ]}""";

        assertThat(Oracle.printed(TestSchemas.SHELF, Codec.toWire(TestSchemas.SHELF, json)))
                .isEqualTo(Oracle.printed(TestSchemas.SHELF, Oracle.wire(TestSchemas.SHELF, json)));
    }

    @Test
    void namesTheFieldThatItRefuses() {
        String json = "{\"books\": [{}, {\"id\": \"abc\"}]}";

        assertThatThrownBy(() -> Codec.toWire(TestSchemas.SHELF, json))
                .isInstanceOf(Refusal.class)
                .hasMessage("books[1].id: 'abc' is not an int64");
    }
}
