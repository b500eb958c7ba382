package dev.kiban.runtime.telemetry.trace;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the variables that the [specification][1] of OpenTelemetry names and that mean something
/// here, and says what is wrong with all of them at once.
///
/// [1]: https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
final class OtlpEnvironment {
    private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private static final String TRACES_ENDPOINT = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";
    private static final String SAMPLER = "OTEL_TRACES_SAMPLER";
    private static final String SAMPLER_RATIO = "OTEL_TRACES_SAMPLER_ARG";
    private static final int MAX_TIMEOUT_MILLIS = 60_000;
    private static final int DEFAULT_TIMEOUT_MILLIS = 10_000;

    private final Map<String, String> environment;
    private final List<String> problems = new ArrayList<>();

    OtlpEnvironment(Map<String, String> environment) {
        this.environment = environment;
    }

    Optional<OtlpSettings> read(String serviceName) {
        if (isOff()) {
            return Optional.empty();
        }
        checkProtocol();
        OtlpSettings settings =
                new OtlpSettings(
                        endpoint(),
                        headers(),
                        timeout(),
                        gzip(),
                        resource(serviceName),
                        sampling());
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
        return Optional.of(settings);
    }

    private boolean isOff() {
        boolean disabled = value("OTEL_SDK_DISABLED", "false").equalsIgnoreCase("true");
        boolean noExporter = value("OTEL_TRACES_EXPORTER", "otlp").equalsIgnoreCase("none");
        boolean noEndpoint = value(ENDPOINT, "").isEmpty() && value(TRACES_ENDPOINT, "").isEmpty();
        return disabled || noExporter || noEndpoint;
    }

    private void checkProtocol() {
        String name = "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL";
        if (value(name, "").isEmpty()) {
            name = "OTEL_EXPORTER_OTLP_PROTOCOL";
        }
        String protocol = value(name, "http/protobuf");
        if (!protocol.equals("http/protobuf")) {
            problem(
                    name,
                    protocol,
                    "spans are sent as http/protobuf, to port 4318 of most collectors");
        }
    }

    private URI endpoint() {
        String traces = value(TRACES_ENDPOINT, "");
        if (!traces.isEmpty()) {
            return uri(TRACES_ENDPOINT, traces, "");
        }
        String base = value(ENDPOINT, "");
        return uri(ENDPOINT, base, base.endsWith("/") ? "v1/traces" : "/v1/traces");
    }

    private URI uri(String name, String text, String path) {
        try {
            URI uri = new URI(text + path);
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (http && uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // said below, as for any other text that is no such URL
        }
        problem(name, text, "must be a URL such as http://localhost:4318");
        return URI.create("http://invalid");
    }

    private Map<String, String> headers() {
        Map<String, String> headers =
                new LinkedHashMap<>(pairs("OTEL_EXPORTER_OTLP_HEADERS", true));
        headers.putAll(pairs("OTEL_EXPORTER_OTLP_TRACES_HEADERS", true));
        return headers;
    }

    private Duration timeout() {
        String name = "OTEL_EXPORTER_OTLP_TIMEOUT";
        String text = value(name, String.valueOf(DEFAULT_TIMEOUT_MILLIS));
        try {
            int millis = Integer.parseInt(text);
            if (millis > 0 && millis <= MAX_TIMEOUT_MILLIS) {
                return Duration.ofMillis(millis);
            }
        } catch (NumberFormatException e) {
            // said below, with the range
        }
        problem(name, text, "must be milliseconds from 1 to " + MAX_TIMEOUT_MILLIS);
        return Duration.ofMillis(DEFAULT_TIMEOUT_MILLIS);
    }

    private boolean gzip() {
        String name = "OTEL_EXPORTER_OTLP_COMPRESSION";
        String text = value(name, "none");
        if (!text.equals("gzip") && !text.equals("none")) {
            problem(name, text, "must be gzip or none");
        }
        return text.equals("gzip");
    }

    private Map<String, String> resource(String serviceName) {
        Map<String, String> resource =
                new LinkedHashMap<>(pairs("OTEL_RESOURCE_ATTRIBUTES", false));
        resource.putIfAbsent("service.name", serviceName);
        String named = value("OTEL_SERVICE_NAME", "");
        if (!named.isEmpty()) {
            resource.put("service.name", named);
        }
        return resource;
    }

    private Sampling sampling() {
        String sampler = value(SAMPLER, "parentbased_always_on");
        return switch (sampler) {
            case "always_on" -> new Sampling(false, 1);
            case "always_off" -> new Sampling(false, 0);
            case "traceidratio" -> new Sampling(false, ratio());
            case "parentbased_always_on" -> new Sampling(true, 1);
            case "parentbased_always_off" -> new Sampling(true, 0);
            case "parentbased_traceidratio" -> new Sampling(true, ratio());
            default -> {
                problem(
                        SAMPLER,
                        sampler,
                        "must be always_on, always_off, traceidratio, parentbased_always_on,"
                                + " parentbased_always_off or parentbased_traceidratio");
                yield Sampling.DEFAULT;
            }
        };
    }

    private double ratio() {
        String text = value(SAMPLER_RATIO, "1");
        try {
            double ratio = Double.parseDouble(text);
            if (ratio >= 0 && ratio <= 1) {
                return ratio;
            }
        } catch (NumberFormatException e) {
            // said below, with the range
        }
        problem(SAMPLER_RATIO, text, "must be a number from 0 to 1");
        return 1;
    }

    /// `key=value,key=value`, values percent-encoded; a secret one is not repeated in a problem.
    private Map<String, String> pairs(String name, boolean secret) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : value(name, "").split(",", -1)) {
            int equals = pair.indexOf('=');
            if (pair.isBlank()) {
                continue;
            }
            if (equals <= 0) {
                problem(name, secret ? "***" : pair, "must be key=value, separated by commas");
                continue;
            }
            String key = pair.substring(0, equals).strip();
            pairs.put(key, decoded(name, pair.substring(equals + 1).strip()));
        }
        return pairs;
    }

    private String decoded(String name, String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            problem(name, "***", "has a '%' that is not followed by two hexadecimal digits");
            return value;
        }
    }

    private String value(String name, String absent) {
        String value = environment.getOrDefault(name, "").strip();
        return value.isEmpty() ? absent : value;
    }

    private void problem(String name, String found, String allowed) {
        problems.add("%s is '%s': %s".formatted(name, found, allowed));
    }
}
