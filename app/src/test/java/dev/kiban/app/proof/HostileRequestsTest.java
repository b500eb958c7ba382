package dev.kiban.app.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests that two servers in a row would read differently, written by hand to a real gateway
/// process with an HTTP upstream. The answers are promised in docs/reference/http.md.
final class HostileRequestsTest {

    private static final String POST = "POST /legacy/a HTTP/1.1\r\nHost: a\r\n";
    private static final String GET = "GET /legacy/a HTTP/1.1\r\nHost: a\r\n";

    /// Sent right behind another request, on its connection.
    private static final String SMUGGLED = "GET /legacy/smuggled HTTP/1.1\r\nHost: a\r\n\r\n";

    @TempDir private static Path directory;

    private static LegacyServer legacy;
    private static GatewayProcess gateway;

    @BeforeAll
    static void start() throws IOException {
        legacy = new LegacyServer();
        legacy.define(directory);
        gateway = GatewayProcess.start(directory);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        legacy.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
                "Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
                "Content-Length: 5\r\nContent-Length: 5\r\n\r\nabcde",
                "Content-Length: 5, 5\r\n\r\nabcde",
                "Content-Length: +5\r\n\r\nabcde",
                "Content-Length: -5\r\n\r\nabcde",
                "Content-Length: 0x5\r\n\r\nabcde",
                "Content-Length: 99999999999999999999\r\n\r\nabcde",
                "Content-Length: 5\r\n 6\r\n\r\nabcde",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: identity\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: \u000Bchunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n"
            })
    void refusesALengthThatCanBeReadInTwoWays(String request) {
        assertRefusedForGood(POST + request);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zz\r\nabc\r\n0\r\n\r\n",
                "-1\r\nabc\r\n0\r\n\r\n",
                "0x3\r\nabc\r\n0\r\n\r\n",
                "ffffffffffffffff\r\nabc\r\n0\r\n\r\n",
                "3 \r\nabc\r\n0\r\n\r\n",
                "3\r\nabcXX0\r\n\r\n",
                "3\nabc\n0\n\n",
                "3;a\nabc\r\n0\r\n\r\n"
            })
    void refusesABrokenChunk(String body) {
        assertRefusedForGood(POST + "Transfer-Encoding: chunked\r\n\r\n" + body);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-A : b\r\n\r\n",
                "X A: b\r\n\r\n",
                ": b\r\n\r\n",
                "nameless\r\n\r\n",
                "X-A: b\u0000c\r\n\r\n",
                "X-A: b\rc\r\n\r\n",
                "X-A: b\n\r\n",
                "Host: b\r\n\r\n"
            })
    void refusesABrokenHeader(String headers) {
        assertRefusedForGood(GET + headers);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /legacy/a HTTP/1.1\r\n\r\n",
                "GET /legacy/a HTTP/1.1\r\nHost: a b\r\n\r\n",
                "GET /legacy/a HTTP/1.1\r\nHost: a@b\r\n\r\n",
                "GET /legacy/a HTTP/1.1\r\nHost: a/b\r\n\r\n",
                "GET /legacy/a HTTP/1.1\r\n Host: a\r\n\r\n",
                "GET /legacy/a HTTP/1.1\nHost: a\n\n",
                "GET /legacy/a b HTTP/1.1\r\nHost: a\r\n\r\n",
                "G(T /legacy/a HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /legacy/a\r\n\r\n"
            })
    void refusesABrokenHead(String request) {
        assertRefusedForGood(request);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/legacy/../x",
                "/legacy/a/../../x",
                "/legacy/./x",
                "/legacy/..",
                "/legacy//../x",
                "/legacy/%2e%2e/x",
                "/legacy/.%2E/x",
                "/legacy/..%2Fx",
                "/legacy/a%2F..%2F..%2Fx",
                "/legacy/..%5Cx",
                "/legacy/..\\x",
                "/legacy/..;/x",
                "/legacy/%2e%2e;a=b/x",
                "/legacy/%2e%2e%3B/x",
                "/legacy/%00",
                "/legacy/%zz",
                "/x/../legacy/a",
                "http://b/legacy/../x"
            })
    void refusesAPathThatLeadsOutOfItsPrefix(String path) {
        Answer answer = HttpSocket.exchange(gateway.port(), Request.get(path));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.text()).contains("\"code\":3", "path has");
        assertThat(legacy.targets()).allMatch(target -> target.startsWith("/inner/ok/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/legacy/a?b=\u00e9", "/legacy/a?b=\u007f", "/legacy/a?b=\u0080"})
    void refusesAQueryThatIsNotVisibleAscii(String target) {
        Answer answer = HttpSocket.exchange(gateway.port(), Request.get(target));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.text()).contains("\"code\":3", "must be percent-encoded");
    }

    @ParameterizedTest
    @CsvSource({
        "/legacy/ok/a%2Fb, /inner/ok/a%2Fb",
        "/legacy/ok/..., /inner/ok/...",
        "/legacy/ok/b../.c, /inner/ok/b../.c",
        "/legacy/ok//b, /inner/ok//b",
        "/legacy/ok/;v=1/b?c=../d, /inner/ok/;v=1/b?c=../d",
        "http://b/legacy/ok/e, /inner/ok/e"
    })
    void passesOtherPathsOnAsTheyAre(String path, String target) {
        Answer answer = HttpSocket.exchange(gateway.port(), Request.get(path));

        assertThat(answer.text()).isEqualTo(target);
    }

    @Test
    void takesNoRequestAfterTheLastOne() {
        try (HttpSocket connection = HttpSocket.connect(gateway.port())) {
            Answer answer =
                    connection
                            .send(
                                    "GET /legacy/ok/last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
                                            + SMUGGLED)
                            .answer();

            assertThat(answer.text()).isEqualTo("/inner/ok/last");
            assertThat(connection.closedByPeer()).isTrue();
        }
        assertThat(legacy.targets()).allMatch(target -> target.startsWith("/inner/ok/"));
    }

    private static void assertRefusedForGood(String request) {
        try (HttpSocket connection = HttpSocket.connect(gateway.port())) {
            Answer answer = connection.send(request + SMUGGLED).answer();

            assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
            assertThat(answer.text()).contains("\"code\":3", "the request is not valid HTTP");
            assertThat(connection.closedByPeer()).isTrue();
        }
        assertThat(legacy.targets()).allMatch(target -> target.startsWith("/inner/ok/"));
    }
}
