package dev.kiban.runtime.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.testkit.Eventually;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What goes over the wire for what an exchange is told.
class Http1ExchangeTest {
    private static final String LAST = "GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

    @Test
    void answersRequestsThatWereSentAheadInTheirOrder() throws Exception {
        String requests =
                lines(
                                "POST /1 HTTP/1.1",
                                "Host: a",
                                "Content-Length: 3",
                                "",
                                "abcPOST /2 HTTP/1.1",
                                "Host: a",
                                "Transfer-Encoding: chunked",
                                "",
                                "2",
                                "de",
                                "0",
                                "",
                                "")
                        + LAST;

        String answers = talk(Http1ExchangeTest::echo, requests);

        assertThat(answers)
                .isEqualTo(
                        lines(
                                "HTTP/1.1 200 OK",
                                "content-length: 6",
                                "",
                                "/1 abcHTTP/1.1 200 OK",
                                "content-length: 5",
                                "",
                                "/2 deHTTP/1.1 200 OK",
                                "content-length: 6",
                                "connection: close",
                                "",
                                "/last "));
    }

    @Test
    void handsOverOneRequestAtATime() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        AtomicReference<Optional<Runnable>> answer = new AtomicReference<>(Optional.empty());
        try (LoopbackServer server =
                        new LoopbackServer(
                                ListenSettings.plain("127.0.0.1", 0),
                                (loop, exchange) -> {
                                    seen.add(exchange.target());
                                    answer.set(
                                            Optional.of(
                                                    () ->
                                                            loop.execute(
                                                                    () -> text(exchange, "ok"))));
                                });
                Socket socket = server.connect()) {
            send(socket, "GET /1 HTTP/1.1\r\nHost: a\r\n\r\n" + LAST);
            Eventually.passes(() -> assertThat(answer.get()).isPresent());
            assertThat(seen).containsExactly("/1");

            answer.getAndSet(Optional.empty()).orElseThrow().run();
            Eventually.passes(() -> assertThat(answer.get()).isPresent());
            answer.get().orElseThrow().run();

            assertThat(read(socket)).endsWith("ok");
            assertThat(seen).containsExactly("/1", "/last");
        }
    }

    @Test
    void sendsABodyOfUnknownLengthInChunks() throws Exception {
        String answer = talk(exchange -> parts(exchange, "ab", "0123456789abcdef0"), LAST);

        assertThat(answer)
                .isEqualTo(
                        lines(
                                "HTTP/1.1 200 OK",
                                "transfer-encoding: chunked",
                                "connection: close",
                                "",
                                "2",
                                "ab",
                                "11",
                                "0123456789abcdef0",
                                "0",
                                "",
                                ""));
    }

    @Test
    void sendsALargePartAsItIs() throws Exception {
        String large = "x".repeat(200_000);

        String answer = talk(exchange -> parts(exchange, large, "end"), LAST);

        assertThat(answer).endsWith("\r\n\r\n30d40\r\n" + large + "\r\n3\r\nend\r\n0\r\n\r\n");
    }

    @Test
    void endsABodyOfUnknownLengthWithTheConnectionForHttp10() throws Exception {
        String answer =
                talk(
                        exchange -> parts(exchange, "ab", "c"),
                        "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");

        assertThat(answer).isEqualTo("HTTP/1.1 200 OK\r\nconnection: close\r\n\r\nabc");
    }

    @Test
    void keepsTheConnectionOfHttp10IfAskedTo() throws Exception {
        String answers =
                talk(
                        Http1ExchangeTest::echo,
                        "GET /1 HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET /2 HTTP/1.0\r\n\r\n");

        assertThat(answers)
                .isEqualTo(
                        lines(
                                "HTTP/1.1 200 OK",
                                "content-length: 3",
                                "connection: keep-alive",
                                "",
                                "/1 HTTP/1.1 200 OK",
                                "content-length: 3",
                                "connection: close",
                                "",
                                "/2 "));
    }

    @ParameterizedTest
    @CsvSource({
        "HEAD, 200, 'content-length: 2\r\n'",
        "HEAD, 204, ''",
        "GET, 204, ''",
        "GET, 304, ''"
    })
    void sendsNoBodyWhereNoneBelongs(String method, int status, String length) throws Exception {
        String answer =
                talk(
                        exchange -> {
                            exchange.status(status);
                            text(exchange, "no");
                        },
                        LAST.replace("GET", method));

        assertThat(answer)
                .startsWith("HTTP/1.1 " + status)
                .endsWith("\r\n" + length + "connection: close\r\n\r\n");
    }

    @Test
    void saysNoLengthToHeadThatNobodyKnows() throws Exception {
        String answer = talk(Exchange::end, LAST.replace("GET", "HEAD"));

        assertThat(answer).isEqualTo(lines("HTTP/1.1 200 OK", "connection: close", "", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab", "abcdef"})
    void closesAfterABodyOfAnotherLengthThanWasSaid(String body) throws Exception {
        String answer =
                talk(
                        exchange -> {
                            exchange.headers().set("content-length", "4");
                            text(exchange, body);
                        },
                        lines("GET /1 HTTP/1.1", "Host: a", "", "GET /2 HTTP/1.1", ""));

        assertThat(answer).endsWith("\r\n\r\n" + body.substring(0, Math.min(4, body.length())));
    }

    @Test
    void letsNoFieldEndItsLine() throws Exception {
        String answer =
                talk(
                        exchange -> {
                            exchange.headers().set("x", "a\r\nb: c\u0000\u3042");
                            exchange.headers().set("connection", "upgrade");
                            exchange.headers().set("transfer-encoding", "gzip");
                            text(exchange, "");
                        },
                        LAST);

        assertThat(answer)
                .isEqualTo(
                        lines(
                                "HTTP/1.1 200 OK",
                                "x: a??b: c??",
                                "content-length: 0",
                                "connection: close",
                                "",
                                ""));
    }

    @Test
    void tellsAClientThatAsksToSendItsBody() throws Exception {
        String answer =
                talk(
                        exchange -> {
                            exchange.sendContinue();
                            echo(exchange);
                        },
                        lines(
                                "POST / HTTP/1.1",
                                "Host: a",
                                "Connection: close",
                                "Expect: 100-continue",
                                "Content-Length: 1",
                                "",
                                "a"));

        assertThat(answer).startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n");
    }

    @Test
    void refusesABodyThatIsNoneAndTellsThatTheClientIsGone() throws Exception {
        AtomicReference<RecordedExchange> seen = new AtomicReference<>();

        String answer =
                talk(
                        exchange -> {
                            seen.set(new RecordedExchange(() -> {}));
                            exchange.listen(seen.get());
                        },
                        lines(
                                "POST / HTTP/1.1",
                                "Host: a",
                                "Transfer-Encoding: chunked",
                                "",
                                "1",
                                "a",
                                "no size",
                                ""));

        assertThat(answer).startsWith("HTTP/1.1 400 ").endsWith("refused with 400");
        assertThat(seen.get().body()).isEqualTo("a");
        assertThat(seen.get().isGone()).isTrue();
    }

    @Test
    void hearsOfTheEndOfARequestOnlyWhenItGoesOn() throws Exception {
        AtomicReference<RecordedExchange> seen = new AtomicReference<>();
        AtomicReference<Runnable> resume = new AtomicReference<>();
        try (LoopbackServer server =
                        new LoopbackServer(
                                ListenSettings.plain("127.0.0.1", 0),
                                (loop, exchange) -> {
                                    exchange.pause();
                                    seen.set(new RecordedExchange(() -> text(exchange, "resumed")));
                                    exchange.listen(seen.get());
                                    resume.set(() -> loop.execute(exchange::resume));
                                });
                Socket socket = server.connect()) {
            send(socket, LAST);
            Eventually.passes(() -> assertThat(resume.get()).isNotNull());
            assertThat(seen.get().isEnded()).isFalse();

            resume.get().run();

            assertThat(read(socket)).endsWith("resumed");
        }
    }

    @Test
    void leavesNobodyWaitingWhenTheProgramFails() throws Exception {
        assertThat(
                        talk(
                                _ -> {
                                    throw new IllegalStateException("on purpose");
                                },
                                LAST))
                .isEmpty();
    }

    /// Bytes that could also begin a connection of HTTP/2.
    @ParameterizedTest
    @ValueSource(strings = {"P|OST", "PR|OPFIND", "PRI|MP", "P|R|I|M|P"})
    void tellsMethodsFromTheBeginningOfHttp2(String method) throws Exception {
        try (LoopbackServer server = new LoopbackServer(exchange -> text(exchange, "ok"));
                Socket socket = server.connect()) {
            socket.setTcpNoDelay(true);
            for (String part : (method + LAST.substring(3)).split("\\|", -1)) {
                send(socket, part);
            }

            assertThat(read(socket)).endsWith(method.contains("I|") ? "" : "ok");
        }
    }

    private static void echo(Exchange exchange) {
        AtomicReference<RecordedExchange> self = new AtomicReference<>();
        RecordedExchange recorded =
                new RecordedExchange(
                        () -> text(exchange, exchange.target() + " " + self.get().body()));
        self.set(recorded);
        exchange.listen(recorded);
    }

    private static void text(Exchange exchange, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        exchange.end(bytes, 0, bytes.length);
    }

    private static void parts(Exchange exchange, String... parts) {
        exchange.sendHead();
        for (String part : parts) {
            byte[] bytes = part.getBytes(UTF_8);
            exchange.write(bytes, 0, bytes.length);
        }
        exchange.end();
    }

    private static String talk(Consumer<Exchange> handler, String requests) throws IOException {
        try (LoopbackServer server = new LoopbackServer(handler);
                Socket socket = server.connect()) {
            send(socket, requests);
            return read(socket);
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(UTF_8));
    }

    private static String read(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        return new String(in.readAllBytes(), UTF_8);
    }

    private static String lines(String... lines) {
        return String.join("\r\n", lines);
    }
}
