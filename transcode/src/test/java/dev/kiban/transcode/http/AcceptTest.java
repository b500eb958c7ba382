package dev.kiban.transcode.http;

import static dev.kiban.transcode.http.MediaType.EVENT_STREAM;
import static dev.kiban.transcode.http.MediaType.JSON;
import static dev.kiban.transcode.http.MediaType.NDJSON;
import static dev.kiban.transcode.http.MediaType.PROTOBUF;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.kiban.transcode.http.Accept.Choice;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptTest {
    private static final List<MediaType> STREAM = List.of(JSON, NDJSON, EVENT_STREAM, PROTOBUF);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | JSON",
                "*/* | JSON",
                "application/json | JSON",
                "application/x-ndjson | NDJSON",
                "Text/Event-Stream | EVENT_STREAM",
                "text/* | EVENT_STREAM",
                "text/html, application/xhtml+xml, */*;q=0.8 | JSON",
                "text/event-stream, */* | EVENT_STREAM",
                "*/*, text/event-stream | EVENT_STREAM",
                "application/json;q=0.5, application/x-ndjson;q=0.9 | NDJSON",
                "application/x-ndjson;q=0.3, application/json;q=0.31 | JSON",
                "application/x-ndjson, application/json | NDJSON",
                "application/json;q=0, */* | NDJSON",
                "application/*;q=0.1, text/event-stream;q=0.05 | JSON",
                "application/x-ndjson ; charset=utf-8 ; q=1.000 | NDJSON",
                "application/json;q=2, application/x-ndjson;q=0.1 | NDJSON",
                "application/json;q=high, application/x-ndjson;q=0.1 | NDJSON"
            })
    void choosesByQualityThenExactnessThenOrder(String header, MediaType chosen) {
        assertThat(Accept.choose(header, STREAM)).map(Choice::type).contains(chosen);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "image/*", "application/json;q=0", "json", ",", "*/*;q=0"})
    void choosesNothingThatTheClientDoesNotTake(String header) {
        assertThat(Accept.choose(header, List.of(JSON, PROTOBUF))).isEmpty();
    }

    @Test
    void answersInTheSpellingOfTheClient() {
        assertThat(Accept.choose("application/protobuf", List.of(JSON, PROTOBUF)))
                .contains(new Choice(PROTOBUF, "application/protobuf"));
        assertThat(Accept.choose("*/*", List.of(PROTOBUF)))
                .contains(new Choice(PROTOBUF, "application/x-protobuf"));
    }

    @Test
    void readsNoMoreThan32Ranges() {
        String many = "a/b,".repeat(32);

        assertThat(Accept.choose(many + "application/json", List.of(JSON))).isEmpty();
        assertThat(Accept.choose(many.substring(4) + "application/json", List.of(JSON)))
                .isPresent();
    }

    @Property
    void neverFails(
            @ForAll @Chars({'*', '/', ',', ';', 'q', '=', '.', '0', '1', ' '}) String header) {
        assertThatCode(() -> Accept.choose(header, STREAM)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json | JSON",
                "application/json; charset=utf-8 | JSON",
                "APPLICATION/JSON | JSON",
                "application/merge-patch+json | JSON",
                "application/x-ndjson | NDJSON",
                "application/ndjson | NDJSON",
                "application/protobuf | PROTOBUF",
                "application/x-protobuf;messageType=\"x\" | PROTOBUF",
                "text/event-stream | EVENT_STREAM"
            })
    void readsAContentType(String contentType, MediaType type) {
        assertThat(MediaType.of(contentType)).contains(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text/plain", "json", "application/grpc", "application/jsonx", ";"})
    void anyOtherContentTypeIsNone(String contentType) {
        assertThat(MediaType.of(contentType)).isEmpty();
    }
}
