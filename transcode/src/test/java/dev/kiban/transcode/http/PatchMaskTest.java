package dev.kiban.transcode.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.transcode.JsonOptions;
import dev.kiban.transcode.Limits;
import dev.kiban.transcode.Slice;
import dev.kiban.transcode.http.BindingOptions.UnknownQuery;
import dev.kiban.transcode.http.BindingOptions.UpdateMask;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatchMaskTest {
    private static final String PUT = "kiban.test.Shapes/Put";
    private static final HttpRule PATCH = new HttpRule("PATCH", "/v1/{id}/{note.id}", "note", "");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"text\":\"t\"} | text",
                "{\"title\":\"t\",\"text\":\"t\"} | title,text",
                "{\"text\":null} | text",
                "{\"tags\":[]} | tags",
                "{\"tags\":[\"a\"],\"counts\":{\"k\":1}} | tags,counts",
                "{\"next\":{\"text\":\"t\",\"next\":{\"tags\":[\"a\"]}}} | next.text,next.next.tags",
                "{\"next\":{}} | next",
                "{\"written\":\"2024-01-01T00:00:00Z\"} | written",
                "{\"id\":\"b\",\"text\":\"t\"} | text",
                "{} | ''"
            })
    void namesTheFieldsThatTheBodyNames(String json, String mask) {
        assertThat(TestApi.request(PUT, PATCH, "/v1/a/b", TestApi.json(json)))
                .contains("\"updateMask\":\"" + mask + "\"");
    }

    @Test
    void theClientsOwnMaskWins() {
        assertThat(
                        TestApi.request(
                                PUT,
                                PATCH,
                                "/v1/a/b?update_mask=text,tags",
                                TestApi.json("{\"text\":\"t\"}")))
                .contains("\"updateMask\":\"text,tags\"");
    }

    @Test
    void thereIsNoneForAnAbsentBodyOrAnotherMethodOrABodyThatIsNotOneMessage() {
        HttpRule post = new HttpRule("POST", "/v1/{id}", "note", "");
        HttpRule whole = new HttpRule("PATCH", "/v1/{id}", "*", "");
        HttpRule list = new HttpRule("PATCH", "/v1/{id}", "tags", "");

        assertThat(TestApi.request(PUT, PATCH, "/v1/a/b", TestApi.absent())).doesNotContain("Mask");
        assertThat(TestApi.request(PUT, post, "/v1/a", TestApi.json("{\"text\":\"t\"}")))
                .doesNotContain("Mask");
        assertThat(TestApi.request(PUT, whole, "/v1/a", TestApi.json("{\"revision\":1}")))
                .doesNotContain("Mask");
        assertThat(TestApi.request(PUT, list, "/v1/a", TestApi.json("[\"x\"]")))
                .doesNotContain("Mask");
    }

    @Test
    void aProtobufBodyDoesNotSayWhatItNames() {
        RequestBody body = new RequestBody.Protobuf(Slice.of(HexFormat.of().parseHex("120174")));

        assertThat(TestApi.request(PUT, PATCH, "/v1/a/b", body)).doesNotContain("Mask");
    }

    @Test
    void canBeLeftToTheClient() {
        BindingOptions leave =
                new BindingOptions(
                        JsonOptions.DEFAULT, UnknownQuery.REJECT, UpdateMask.LEAVE, Limits.DEFAULT);

        assertThat(TestApi.request(PUT, PATCH, leave, "/v1/a/b", TestApi.json("{\"text\":\"t\"}")))
                .doesNotContain("Mask");
    }
}
