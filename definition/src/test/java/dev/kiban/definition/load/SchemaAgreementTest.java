package dev.kiban.definition.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kiban.definition.Problem;
import dev.kiban.definition.ProblemCode;
import dev.kiban.definition.shape.Findings;
import dev.kiban.definition.shape.Reading;
import dev.kiban.definition.shape.RelativePaths;
import dev.kiban.definition.yaml.FileProblems;
import dev.kiban.definition.yaml.YamlFile;
import dev.kiban.definition.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// The loader and the JSON Schema come from one source; here is the proof that they mean the same.
/// Good documents are damaged at random, and both are asked. JSON is YAML, so one text serves both.
class SchemaAgreementTest {
    /// What the schema cannot say: that a route lacks something, that a duration, a size or a port
    /// is out of bounds, that an address or URL is none although it looks like one.
    private static final List<String> BEYOND_THE_SCHEMA =
            List.of(
                    " needs ",
                    " must be from ",
                    " must have a port ",
                    " must have a real IP address",
                    " must begin with the first address",
                    " must name a host",
                    " must be a URL: ",
                    " must be below 100%",
                    " must be above 0%",
                    " must be a time zone that exists",
                    " must not name the usual port",
                    "unknown method in 'scopes'",
                    "'slos' has the name ",
                    "'partners' has a key ",
                    "'workloads' has ",
                    "'trust' must be a file of certificates",
                    " must have no '.' or '..'");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SchemaValidator SCHEMA = new SchemaValidator(DefinitionSchema.all());
    private static final List<String> DOCUMENTS =
            List.of(
                    """
                    {"apiVersion": "kiban.dev/v1", "kind": "Team",
                     "metadata": {"name": "item-team", "labels": {"floor": "3"}},
                     "spec": {"displayName": "Item team", "description": "Items",
                      "contacts": {"chat": "#item-team", "pager": "x", "email": "item@example.com"},
                      "members": ["aiko", "ben"]}}
                    """,
                    """
                    {"apiVersion": "kiban.dev/v1", "kind": "Service", "metadata": {"name": "item"},
                     "spec": {"owner": "item-team", "tier": "critical", "description": "Items",
                      "links": [{"title": "Runbook", "url": "https://example.com/runbook"}],
                      "schema": {"reflection": {"refresh": "30s"}},
                      "upstream": {"protocol": "grpc", "addresses": ["127.0.0.1:9101", "[::1]:9101"],
                       "tls": {"trust": "ca.pem", "serverName": "item.internal"}},
                      "gateway": {"routes": [
                       {"grpc": {"service": "a.B", "methods": ["Get"], "unannotated": "hide",
                         "rules": [{"method": "Get", "get": "/v1/{id}", "body": "*"},
                                   {"method": "Get", "custom": {"kind": "HEAD", "path": "/v1"}}]},
                        "json": {"fieldNames": "proto", "enums": "number"},
                        "access": "nobody", "cors": "none", "allowFrom": ["203.0.113.7"], "timeout": "1m30s", "limits": {"requestBytes": "1Mi", "responseBytes": 7, "depth": 9}},
                       {"http": {"prefix": "/a/", "upstreamPrefix": "/", "methods": ["GET"]}, "access": {"allow": ["a"], "scopes": {"GET": ["r"], "*": ["w"]}}}]},
                      "slos": [
                       {"name": "availability", "description": "x", "objective": "99.9%",
                        "indicator": {"availability": {"routes": ["Get"], "bad": ["5xx", "429"]}},
                        "timeSlices": {"slice": "5m", "good": "95%"},
                        "period": {"calendar": "month", "zone": "Asia/Tokyo"}, "playbook": "https://example.com",
                        "alerting": {"minBadEvents": 3,
                         "tiers": [{"severity": "page", "window": "1h", "budget": "2%"}]}},
                       {"name": "fast", "objective": "99%", "period": {"rolling": "28d"},
                        "indicator": {"latency": {"threshold": "300ms"}}},
                       {"name": "fresh", "objective": "99%",
                        "indicator": {"freshness": {"flow": "a", "within": "1m"}}},
                       {"name": "paid", "objective": "99%", "indicator": {"events": {"stream": "pay"}}},
                       {"name": "asked", "objective": "99%",
                        "indicator": {"prometheus": {"url": "http://p:9090", "good": "a", "total": "b"}}}],
                      "local": {"command": ["java"], "directory": "x"}}}
                    """,
                    """
                    {"apiVersion": "kiban.dev/v1", "kind": "Gateway", "metadata": {"name": "public"},
                     "spec": {"allowFrom": ["10.0.0.0/8", "::1"], "trustedProxies": ["10.0.0.1"], "cors": {"origins": ["https://a.example", "*"], "headers": ["a"], "exposedHeaders": ["b"], "credentials": "refuse", "maxAge": "1s"}, "access": {"default": "anyone", "issuers": [
                      {"name": "customers", "issuer": "https://login.example", "audience": ["shop"],
                       "clockSkew": "10s", "keys": "http://127.0.0.1:7/keys"}],
                      "clientCertificates": {"trust": "none.pem", "workloads": [{"name": "w", "san": ["a:b", "a.b"], "scopes": ["a"]}]},
                      "partners": [{"name": "acme", "scopes": ["a"], "keys": [
                       "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"]}]}}}
                    """);

    @Property(tries = 2_000)
    void bothRefuseTheSameDamage(
            @ForAll("documents") String document, @ForAll("damage") List<Damage> damage)
            throws JsonProcessingException {
        JsonNode root = JSON.readTree(document);
        damage.forEach(one -> one.apply(root));
        String json = JSON.writeValueAsString(root);

        List<Problem> byLoader = load(json);
        List<String> bySchema = SCHEMA.problems(json);

        if (byLoader.isEmpty()) {
            assertThat(bySchema).as(json).isEmpty();
        }
        if (bySchema.isEmpty()) {
            assertThat(byLoader).as(json).allMatch(SchemaAgreementTest::isBeyondTheSchema);
        }
    }

    private static boolean isBeyondTheSchema(Problem problem) {
        return problem.code() != ProblemCode.MISSING_KEY
                && BEYOND_THE_SCHEMA.stream().anyMatch(problem.message()::contains);
    }

    @Provide
    Arbitrary<String> documents() {
        return Arbitraries.of(DOCUMENTS);
    }

    @Provide
    Arbitrary<List<Damage>> damage() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 400),
                        Arbitraries.of(Damage.Kind.class),
                        Arbitraries.of(Damage.VALUES))
                .as(Damage::new)
                .list()
                .ofMaxSize(3);
    }

    private static List<Problem> load(String json) {
        Path file = Path.of("document.yaml");
        FileProblems problems = new FileProblems(file);
        YamlFile yaml = YamlReader.read(file, json.getBytes(StandardCharsets.UTF_8), problems);
        Reading reading = Reading.of(problems, new Findings(), RelativePaths.ANY);
        yaml.documents().forEach(document -> new Shelves().put(document, reading));
        return problems.toList();
    }
}
