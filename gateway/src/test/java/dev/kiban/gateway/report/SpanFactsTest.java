package dev.kiban.gateway.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.runtime.telemetry.trace.Span.Quantity;
import dev.kiban.runtime.telemetry.trace.Span.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpanFactsTest {

    @ParameterizedTest
    @CsvSource({
        "localhost:8080, localhost, 8080",
        "[::1]:9101, [::1], 9101",
        "item.internal:443, item.internal, 443"
    })
    void splitsHostAndPort(String address, String host, int port) {
        assertThat(new SpanFacts().server(address).list())
                .containsExactly(
                        new Text("server.address", host), new Quantity("server.port", port));
    }

    @ParameterizedTest
    @CsvSource({"localhost", "[::1]", "localhost:", "localhost:http", "localhost:123456", "a:-1"})
    void keepsWhatHasNoPort(String address) {
        assertThat(new SpanFacts().server(address).list())
                .containsExactly(new Text("server.address", address));
    }

    @Test
    void leavesOutEmptyWords() {
        assertThat(new SpanFacts().server("").text("user_agent.original", "").list()).isEmpty();
    }
}
