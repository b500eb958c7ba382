package dev.kiban.runtime.telemetry.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OtlpSettingsTest {

    @Test
    void isAbsentWithoutACollector() {
        assertThat(OtlpSettings.fromEnvironment(Map.of(), "gateway")).isEmpty();
        assertThat(
                        OtlpSettings.fromEnvironment(
                                Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", " "), "gateway"))
                .isEmpty();
    }

    @Test
    void canBeSwitchedOff() {
        assertThat(
                        OtlpSettings.fromEnvironment(
                                Map.of(
                                        "OTEL_EXPORTER_OTLP_ENDPOINT", "http://c:4318",
                                        "OTEL_TRACES_EXPORTER", "none"),
                                "gateway"))
                .isEmpty();
        assertThat(
                        OtlpSettings.fromEnvironment(
                                Map.of(
                                        "OTEL_EXPORTER_OTLP_ENDPOINT", "http://c:4318",
                                        "OTEL_SDK_DISABLED", "TRUE"),
                                "gateway"))
                .isEmpty();
    }

    @Test
    void hasDefaults() {
        assertThat(
                        OtlpSettings.fromEnvironment(
                                Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://c:4318"), "gateway"))
                .hasValue(
                        new OtlpSettings(
                                URI.create("http://c:4318/v1/traces"),
                                Map.of(),
                                Duration.ofSeconds(10),
                                false,
                                Map.of("service.name", "gateway"),
                                new Sampling(true, 1)));
    }

    @Test
    void readsAllOfIt() {
        Map<String, String> environment =
                Map.ofEntries(
                        Map.entry("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "https://c/in"),
                        Map.entry("OTEL_EXPORTER_OTLP_HEADERS", "a=1,b=x%20y"),
                        Map.entry("OTEL_EXPORTER_OTLP_TRACES_HEADERS", "a=2+2"),
                        Map.entry("OTEL_EXPORTER_OTLP_TIMEOUT", "1500"),
                        Map.entry("OTEL_EXPORTER_OTLP_COMPRESSION", "gzip"),
                        Map.entry(
                                "OTEL_RESOURCE_ATTRIBUTES",
                                "service.name=no,deployment.environment.name=lab"),
                        Map.entry("OTEL_SERVICE_NAME", "door"),
                        Map.entry("OTEL_TRACES_SAMPLER", "parentbased_traceidratio"),
                        Map.entry("OTEL_TRACES_SAMPLER_ARG", "0.25"));

        assertThat(OtlpSettings.fromEnvironment(environment, "gateway"))
                .hasValue(
                        new OtlpSettings(
                                URI.create("https://c/in"),
                                Map.of("a", "2+2", "b", "x y"),
                                Duration.ofMillis(1500),
                                true,
                                Map.of(
                                        "service.name",
                                        "door",
                                        "deployment.environment.name",
                                        "lab"),
                                new Sampling(true, 0.25)));
    }

    @Test
    void saysAllThatIsWrongAtOnce() {
        Map<String, String> environment =
                Map.of(
                        "OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4318",
                        "OTEL_EXPORTER_OTLP_PROTOCOL", "grpc",
                        "OTEL_EXPORTER_OTLP_HEADERS", "secret",
                        "OTEL_EXPORTER_OTLP_TIMEOUT", "0",
                        "OTEL_EXPORTER_OTLP_COMPRESSION", "zip",
                        "OTEL_TRACES_SAMPLER", "traceidratio",
                        "OTEL_TRACES_SAMPLER_ARG", "2");

        assertThatThrownBy(() -> OtlpSettings.fromEnvironment(environment, "gateway"))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("secret")
                .contains(
                        "OTEL_EXPORTER_OTLP_ENDPOINT is 'collector:4318': must be a URL",
                        "OTEL_EXPORTER_OTLP_PROTOCOL is 'grpc': spans are sent as http/protobuf",
                        "OTEL_EXPORTER_OTLP_HEADERS",
                        "OTEL_EXPORTER_OTLP_TIMEOUT is '0': must be milliseconds from 1 to 60000",
                        "OTEL_EXPORTER_OTLP_COMPRESSION is 'zip': must be gzip or none",
                        "OTEL_TRACES_SAMPLER_ARG is '2': must be a number from 0 to 1");
    }

    @Test
    void hidesTheValuesOfHeaders() {
        Map<String, String> environment =
                Map.of(
                        "OTEL_EXPORTER_OTLP_ENDPOINT", "http://c:4318",
                        "OTEL_EXPORTER_OTLP_HEADERS", "authorization=hush");

        assertThat(OtlpSettings.fromEnvironment(environment, "gateway").orElseThrow().toString())
                .contains("authorization")
                .doesNotContain("hush");
    }
}
