package dev.kiban.gateway.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.runtime.telemetry.trace.Span;
import dev.kiban.runtime.telemetry.trace.TraceContext;
import dev.kiban.testkit.FakeCollector;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpanFactsTest {
    private static final Span SPAN =
            new Span(new TraceContext(1, 2, 3, 1, ""), 0, Span.Kind.SERVER, "call", 1, 1);

    @ParameterizedTest
    @CsvSource({
        "localhost:8080, localhost, 8080",
        "[::1]:9101, [::1], 9101",
        "item.internal:443, item.internal, 443"
    })
    void splitsHostAndPort(String address, String host, String port) throws Exception {
        assertThat(server(address)).isEqualTo(Map.of("server.address", host, "server.port", port));
    }

    @ParameterizedTest
    @CsvSource({"localhost", "[::1]", "localhost:", "localhost:http", "localhost:123456", "a:-1"})
    void keepsWhatHasNoPort(String address) throws Exception {
        assertThat(server(address)).isEqualTo(Map.of("server.address", address));
    }

    private static Map<String, String> server(String address) throws Exception {
        var spans =
                WrittenSpans.by(
                        writer -> {
                            SpanFacts.server(address, writer.begin(SPAN));
                            writer.end(false);
                        });
        return FakeCollector.attributes(spans.getFirst().getAttributesList());
    }
}
