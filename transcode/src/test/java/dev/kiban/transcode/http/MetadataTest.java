package dev.kiban.transcode.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kiban.transcode.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataTest {

    @Test
    void theClientsHeadersCrossUnderTheirOwnNamesAndInTheirOrder() {
        assertThat(
                        ofRequest(
                                Map.entry("authorization", "Bearer t"),
                                Map.entry("X-Req", "1"),
                                Map.entry("traceparent", "00-4bf9-00f0-01"),
                                Map.entry("cookie", "a=b"),
                                Map.entry("x-req", "2")))
                .containsExactly(
                        "authorization: Bearer t",
                        "x-req: 1",
                        "traceparent: 00-4bf9-00f0-01",
                        "cookie: a=b",
                        "x-req: 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection",
                "Keep-Alive",
                "TE",
                "Transfer-Encoding",
                "Upgrade",
                "Proxy-Authorization",
                "Host",
                "Content-Length",
                "Content-Type",
                "Content-Encoding",
                "Accept",
                "Accept-Encoding",
                "grpc-timeout",
                "grpc-encoding",
                "Grpc-Metadata-Authorization",
                ":authority"
            })
    void headersOfTheConnectionTheBodyAndGrpcDoNotCross(String name) {
        assertThat(ofRequest(Map.entry(name, "x"))).isEmpty();
    }

    @Test
    void headersThatConnectionNamesDoNotCross() {
        List<String> metadata = new ArrayList<>();

        Metadata.ofRequest(
                List.of(Map.entry("x-hop", "no"), Map.entry("X-Other", "no"), Map.entry("x", "1")),
                "keep-alive, X-Hop ,x-other",
                (name, value) -> metadata.add(name + ": " + value));

        assertThat(metadata).containsExactly("x: 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AQ", "AQ==", "AQI=", "AQ,Ag", "AQ==, Ag=="})
    void binaryHeadersCarryBase64(String value) {
        assertThat(ofRequest(Map.entry("x-id-bin", value))).containsExactly("x-id-bin: " + value);
    }

    @ParameterizedTest
    @CsvSource({
        "x-id-bin, A, header 'x-id-bin': the value of a '-bin' header must be base64",
        "x-id-bin, 'AQ;', header 'x-id-bin': the value of a '-bin' header must be base64",
        "x-name, José, header 'x-name': gRPC metadata takes printable ASCII only",
        "x-name, 'a\nb', header 'x-name': gRPC metadata takes printable ASCII only",
        "x~name, a, header 'x~name': gRPC metadata takes names of"
    })
    void refusesWhatMetadataCannotCarryAndNamesTheHeader(String name, String value, String why) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> ofRequest(Map.entry(name, value)))
                .withMessageContaining(why);
    }

    @Test
    void metadataOfTheReplyBecomesHeadersWithoutWhatIsGrpcs() {
        List<String> headers = new ArrayList<>();

        Metadata.ofReply(
                List.of(
                        Map.entry("x-cost", "7"),
                        Map.entry("x-id-bin", "AQ"),
                        Map.entry("grpc-status", "0"),
                        Map.entry("grpc-message", "m"),
                        Map.entry("grpc-status-details-bin", "AQ"),
                        Map.entry("content-type", "application/grpc"),
                        Map.entry("content-length", "5"),
                        Map.entry("transfer-encoding", "chunked"),
                        Map.entry(":status", "200"),
                        Map.entry("x-split", "a\r\nset-cookie: b"),
                        Map.entry("x bad", "a"),
                        Map.entry("set-cookie", "c=d")),
                (name, value) -> headers.add(name + ": " + value));

        assertThat(headers).containsExactly("x-cost: 7", "x-id-bin: AQ", "set-cookie: c=d");
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // only copied into a list
    private static List<String> ofRequest(Map.Entry<String, String>... headers) {
        List<String> metadata = new ArrayList<>();
        Metadata.ofRequest(
                List.of(headers), "", (name, value) -> metadata.add(name + ": " + value));
        return metadata;
    }
}
