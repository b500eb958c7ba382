package dev.kiban.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WireToJsonTest {

    @Test
    void printsNestedMessagesListsAndScalars() {
        String json =
                """
                {"id":"42","theme":"日本語 \\"x\\"","books":[{"id":"1","title":"Botchan","genre":"NOVEL","price":12.5,\
                "quotes":["a","b"]},{"id":"-9223372036854775808","genre":"MANGA"}]}""";

        assertThat(Codec.toJson(TestSchemas.SHELF, Oracle.wire(TestSchemas.SHELF, json)))
                .isEqualTo(json);
    }
}
