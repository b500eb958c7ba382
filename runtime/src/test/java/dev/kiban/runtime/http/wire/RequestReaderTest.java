package dev.kiban.runtime.http.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {
    private static final String HOST = "Host: a\r\n";

    @Test
    void readsHeadBodyAndTheNextRequest() throws Exception {
        String requests =
                lines(
                        "POST /a?b HTTP/1.1",
                        "Host: a",
                        "Content-Length: 3",
                        "X-Empty:",
                        "",
                        "abcGET * HTTP/1.1",
                        "hOsT:\t a:80 ",
                        "",
                        "");

        assertThat(Transcript.of(requests))
                .isEqualTo(
                        """
                        POST /a?b
                        Host: a
                        Content-Length: 3
                        X-Empty:\s
                        abc

                        GET *
                        hOsT: a:80


                        """);
    }

    @Test
    void readsChunksWithExtensionsAndTrailers() throws Exception {
        String request =
                "POST / HTTP/1.1\r\n"
                        + HOST
                        + lines(
                                "Transfer-Encoding: Chunked",
                                "",
                                "3",
                                "abc",
                                "0A ; a=\"b\"",
                                "0123456789",
                                "00",
                                "X-Sum: 1",
                                "",
                                "");

        assertThat(Transcript.of(request)).endsWith("\nabc0123456789\n\n").doesNotContain("X-Sum");
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1, '', false",
        "HTTP/1.1, close, true",
        "HTTP/1.1, 'Upgrade, Close', true",
        "HTTP/1.1, closed, false",
        "HTTP/1.0, '', true",
        "HTTP/1.0, Keep-Alive, false",
        "HTTP/1.0, 'keep-alive, close', true"
    })
    void saysWhetherAnotherRequestMayFollow(String version, String connection, boolean last)
            throws Exception {
        String request =
                "GET / %s\r\nHost: a\r\nConnection: %s\r\n\r\n".formatted(version, connection);

        assertThat(Transcript.of(request).contains("last\n")).isEqualTo(last);
    }

    @Test
    void passesOverEmptyLinesBeforeARequest() throws Exception {
        assertThat(Transcript.of("\r\n\r\nGET / HTTP/1.0\r\n\r\n")).startsWith("GET /\n");
    }

    @Test
    void readsTheSameHoweverItIsCut() throws Exception {
        String requests =
                lines(
                        "POST / HTTP/1.1",
                        "Host: a",
                        "Transfer-Encoding: chunked",
                        "",
                        "5",
                        "abcde",
                        "0",
                        "T: u",
                        "",
                        "PUT /b HTTP/1.1",
                        "Host: a",
                        "Content-Length: 4",
                        "",
                        "abcdGET / HTTP/1.0",
                        "",
                        "");
        String whole = Transcript.of(requests);

        for (int cut = 1; cut < requests.length(); cut++) {
            assertThat(Transcript.of(requests, cut)).isEqualTo(whole);
        }
        int[] everywhere = IntStream.range(1, requests.length()).toArray();
        assertThat(Transcript.of(requests, everywhere)).isEqualTo(whole);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX: a\r\n b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX : a\r\n\r\n",
                "GET / HTTP/1.1\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX: a\u0000\r\n\r\n",
                "GET  / HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1 \r\nHost: a\r\n\r\n",
                "GET / http/1.1\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.10\r\nHost: a\r\n\r\n",
                " GET / HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1234567890123456789\r\n\r\n"
            })
    void refusesAHeadThatCanBeReadInTwoWays(String request) {
        assertRefused(request, RequestFault.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "g\r\n",
                "\r\n",
                ";a\r\n",
                "1 a\r\n",
                "1 \r\n",
                "0000000000000001\r\na\r\n",
                "1\r\nabc",
                "1;\u0001\r\n",
                "1\na\r\n",
                "0\r\nX : a\r\n\r\n"
            })
    void refusesABrokenChunk(String body) {
        assertRefused(
                "POST / HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n" + body,
                RequestFault.MALFORMED);
    }

    @Test
    void refusesWhatIsTooLargeBeforeAllOfItHasCome() {
        String start = "GET / HTTP/1.1\r\n" + HOST;
        String trailers = start + "Transfer-Encoding: chunked\r\n\r\n0\r\n";

        assertRefused("GET /" + "a".repeat(1_000), RequestFault.LINE_TOO_LONG);
        assertRefused(start + "X: " + "a".repeat(4_000), RequestFault.FIELDS_TOO_LARGE);
        assertRefused(start + "X:\r\n".repeat(300), RequestFault.FIELDS_TOO_LARGE);
        assertRefused(trailers + "X: y\r\n".repeat(1_000), RequestFault.FIELDS_TOO_LARGE);
    }

    @Test
    void refusesOtherVersions() {
        assertRefused("GET / HTTP/3.0\r\n", RequestFault.UNKNOWN_VERSION);
    }

    /// Sound requests, as another parser reads them.
    @Property(tries = 300)
    void readsWhatAnotherReaderReads(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        StringBuilder requests = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            requests.append(request(random));
        }
        int cut = random.nextInt(requests.length());

        assertThat(withoutLengths(Transcript.of(requests.toString(), cut)))
                .isEqualTo(withoutLengths(byAnother(requests.toString())));
    }

    /// Requests of which some bytes were changed: read or refused, and nothing else.
    @Property(tries = 2_000)
    void readsOrRefusesWhateverComes(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] bytes = (request(random) + request(random)).getBytes(ISO_8859_1);
        for (int i = random.nextInt(4); i >= 0; i--) {
            bytes[random.nextInt(bytes.length)] =
                    random.nextBoolean()
                            ? (byte) random.nextInt(256)
                            : bytes[random.nextInt(bytes.length)];
        }
        try {
            assertThat(Transcript.of(bytes)).isNotNull();
        } catch (RequestFault refused) {
            assertThat(refused.status()).isIn(400, 414, 431, 505);
        }
    }

    private static void assertRefused(String request, int status) {
        assertThatThrownBy(() -> Transcript.of(request))
                .isInstanceOfSatisfying(
                        RequestFault.class, fault -> assertThat(fault.status()).isEqualTo(status));
    }

    private static String request(Random random) {
        StringBuilder request = new StringBuilder(random.nextBoolean() ? "POST" : "PATCH");
        request.append(" /").append(word(random, 40)).append(" HTTP/1.1\r\nHost: a\r\n");
        for (int i = random.nextInt(8); i > 0; i--) {
            String blank = " \t".repeat(random.nextInt(2));
            request.append("x-").append(word(random, 20)).append(':').append(blank);
            request.append(word(random, 60)).append(blank).append("\r\n");
        }
        String body = word(random, 300);
        if (random.nextBoolean()) {
            request.append("Content-Length: ").append(body.length()).append("\r\n\r\n");
            return request.append(body).toString();
        }
        request.append("Transfer-Encoding: chunked\r\n\r\n");
        for (int from = 0; from < body.length(); ) {
            int to = Math.min(body.length(), from + 1 + random.nextInt(100));
            request.append(Integer.toHexString(to - from)).append("\r\n");
            request.append(body, from, to).append("\r\n");
            from = to;
        }
        return request.append("0\r\n\r\n").toString();
    }

    private static String word(Random random, int most) {
        return random.ints(1 + random.nextInt(most), 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /// The other one puts chunks together, and says so.
    private static String withoutLengths(String text) {
        return text.replaceAll("(?i)(content-length|transfer-encoding): .*\n", "");
    }

    private static String byAnother(String requests) {
        EmbeddedChannel decoder =
                new EmbeddedChannel(new HttpRequestDecoder(), new HttpObjectAggregator(100_000));
        decoder.writeInbound(Unpooled.copiedBuffer(requests, ISO_8859_1));
        StringBuilder text = new StringBuilder();
        FullHttpRequest request = decoder.readInbound();
        while (request != null) {
            text.append(request.method()).append(' ').append(request.uri()).append('\n');
            request.headers().forEach(field -> append(text, field.getKey(), field.getValue()));
            text.append(request.content().toString(ISO_8859_1)).append("\n\n");
            request.release();
            request = decoder.readInbound();
        }
        decoder.finishAndReleaseAll();
        return text.toString();
    }

    private static void append(StringBuilder text, String name, String value) {
        text.append(name).append(": ").append(value).append('\n');
    }

    private static String lines(String... lines) {
        return String.join("\r\n", lines);
    }
}
