package dev.kiban.runtime.telemetry.trace;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Where and how spans are sent, from the environment variables that OpenTelemetry defines.
///
/// @param endpoint where spans are posted, such as `http://collector:4318/v1/traces`
/// @param headers sent with each request; may hold a secret
/// @param timeout of one request
/// @param gzip whether requests are compressed
/// @param resource what this program is, by semantic convention; has `service.name`
/// @param sampling which traces are recorded
public record OtlpSettings(
        URI endpoint,
        Map<String, String> headers,
        Duration timeout,
        boolean gzip,
        Map<String, String> resource,
        Sampling sampling) {

    public OtlpSettings {
        headers = Map.copyOf(headers);
        resource = Map.copyOf(resource);
    }

    /// Reads the environment; empty if it names no collector or switches tracing off.
    ///
    /// @throws IllegalArgumentException with all that is wrong, one line each
    public static Optional<OtlpSettings> fromEnvironment(
            Map<String, String> environment, String serviceName) {
        return new OtlpEnvironment(environment).read(serviceName);
    }

    /// Without the values of the headers: one of them may be a token.
    @Override
    public String toString() {
        return "OtlpSettings[endpoint=%s, headers=%s, timeout=%s, gzip=%s, resource=%s, sampling=%s]"
                .formatted(endpoint, headers.keySet(), timeout, gzip, resource, sampling);
    }
}
