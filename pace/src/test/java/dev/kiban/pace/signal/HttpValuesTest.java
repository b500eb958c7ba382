package dev.kiban.pace.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.kiban.definition.PaceSignal.HttpValue;
import dev.kiban.definition.PaceSignal.PrometheusValue;
import dev.kiban.runtime.fetch.Credentials;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Before a real server that answers what each test says.
class HttpValuesTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpValues values = new HttpValues(client, Credentials.NONE);
    private final List<String> asked = new ArrayList<>();
    private HttpServer server;
    private String answer = "";
    private int status = 200;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    asked.add(exchange.getRequestURI().toString());
                    byte[] body = answer.getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(status, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        client.close();
    }

    @Test
    void readsAnAnswerThatIsANumber() throws Exception {
        answer = " 4.25\n";

        assertThat(values.read(http(""))).isEqualTo(4.25);
    }

    @Test
    void readsANumberWithinJson() throws Exception {
        answer = "{\"pools\": [{\"free\": 3}, {\"free\": \"17\", \"a/b\": -1.5e2}]}";

        assertThat(values.read(http("/pools/0/free"))).isEqualTo(3);
        assertThat(values.read(http("/pools/1/free"))).isEqualTo(17);
        assertThat(values.read(http("/pools/1/a~1b"))).isEqualTo(-150);
    }

    @Test
    void readsTheOnlySeriesOfAPrometheus() throws Exception {
        answer = vector("{\"metric\":{},\"value\":[1763780400.1,\"0.75\"]}");

        assertThat(values.read(prometheus("max(a{b=\"c\"})"))).isEqualTo(0.75);
        assertThat(asked)
                .containsExactly("/prometheus/api/v1/query?query=max%28a%7Bb%3D%22c%22%7D%29");
    }

    @Test
    void saysWhatIsWrong() {
        answer = vector("");
        assertRefused(prometheus("a"), "it found no series with a value");
        answer = vector("{\"metric\":{},\"value\":[1,\"1\"]},{\"metric\":{},\"value\":[1,\"2\"]}");
        assertRefused(prometheus("a"), "it found several series: ask for one");
        answer = vector("{\"metric\":{},\"value\":[1,\"NaN\"]}");
        assertRefused(prometheus("a"), "'NaN' is no number");
        answer = "{\"free\": {}}";
        assertRefused(http("/free"), "there is no number where it should be");
        assertRefused(http("/used"), "its answer has nothing at /used");
        answer = "many";
        assertRefused(http(""), "'many' is no number");
        answer = "{";
        assertRefused(http("/free"), "no JSON");
        status = 503;
        assertRefused(http(""), "it answered 503");
        server.stop(0);
        assertRefused(http(""), "Connect");
    }

    private void assertRefused(HttpValue source, String why) {
        assertThatThrownBy(() -> values.read(source))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(why);
    }

    private void assertRefused(PrometheusValue source, String why) {
        assertThatThrownBy(() -> values.read(source))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(why);
    }

    private static String vector(String results) {
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[%s]}}"
                .formatted(results);
    }

    private HttpValue http(String pointer) {
        return new HttpValue(at("/value"), pointer);
    }

    private PrometheusValue prometheus(String query) {
        return new PrometheusValue(at("/prometheus/"), query);
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path));
    }
}
