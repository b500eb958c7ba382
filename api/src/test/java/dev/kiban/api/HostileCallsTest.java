package dev.kiban.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.kiban.access.Right;
import dev.kiban.ledger.Ledger;
import dev.kiban.transcode.Rpc;
import dev.kiban.transcode.http.HttpRule;
import dev.kiban.transcode.http.HttpRules;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What somebody with a token sends to every route that takes a body, to break it: a new route is
/// among them by itself.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileCallsTest {
    private static final String SQL = "x'); DROP TABLE ledger_event CASCADE; --";
    private static final int DEEPEST = 4;

    private ApiFixture api;
    private String shop;

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        api = new ApiFixture(folder);
        shop = api.token("shop-team", Right.CHANGE);
    }

    @AfterAll
    void close() {
        api.close();
    }

    /// A route that takes a body, and its message.
    record Taking(HttpRule rule, Descriptor message) {
        @Override
        public String toString() {
            return rule.toString();
        }
    }

    static Stream<Taking> routes() {
        return ApiJson.SCHEMA.rpcs().stream()
                .flatMap(HostileCallsTest::rules)
                .filter(taking -> !taking.rule().body().isEmpty());
    }

    private static Stream<Taking> rules(Rpc rpc) {
        return HttpRules.of(rpc.descriptor()).stream()
                .map(rule -> new Taking(rule, rpc.input().descriptor()));
    }

    @Test
    void triesSomething() {
        assertThat(routes()).hasSizeGreaterThanOrEqualTo(4);
    }

    @ParameterizedTest
    @MethodSource("routes")
    void readsNoJsonThatIsNone(Taking taking) throws Exception {
        Ledger.Verdict before = api.ledger.verify();
        for (String body :
                List.of(
                        "{",
                        "[]",
                        "null",
                        "\"x\"",
                        "{} {}",
                        "{'a':1}",
                        "{\"\\ud800\":1}",
                        "{\"x\":" + "[".repeat(30_000) + "]".repeat(30_000) + "}")) {
            HttpResponse<String> reply = api.post(path(taking, "shop"), shop, body);
            assertThat(reply.statusCode()).as(body).isEqualTo(400);
        }
        assertThat(api.ledger.verify()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("routes")
    void readsNothingTooLarge(Taking taking) throws Exception {
        String body = "{\"x\":\"%s\"}".formatted("a".repeat(70_000));

        assertThat(api.post(path(taking, "shop"), shop, body).statusCode()).isEqualTo(413);
    }

    /// It is text wherever it stands: written down or refused, and never done.
    @ParameterizedTest
    @MethodSource("routes")
    void doesNoSqlThatItIsSent(Taking taking) throws Exception {
        HttpResponse<String> inBody =
                api.post(path(taking, "shop"), shop, json(taking.message(), taking.rule(), 0));
        HttpResponse<String> inPath = api.post(path(taking, coded()), shop, "{}");

        assertThat(inBody.statusCode()).as(inBody.body()).isBetween(200, 499);
        assertThat(inPath.statusCode()).as(inPath.body()).isBetween(400, 499);
        assertThat(api.ledger.verify()).isInstanceOf(Ledger.Intact.class);
        assertThat(api.get("/api/v1/gate/shop", shop).statusCode()).isEqualTo(200);
    }

    private static String coded() {
        return URLEncoder.encode(SQL, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String path(Taking taking, String service) {
        return taking.rule()
                .template()
                .replace("{service}", service)
                .replaceAll("\\{[^}]*}", "availability");
    }

    /// A message with the text in each field that takes one.
    private static String json(Descriptor message, HttpRule rule, int depth) {
        return message.getFields().stream()
                .filter(field -> !rule.template().contains("{" + field.getName() + "}"))
                .map(field -> "\"%s\":%s".formatted(field.getJsonName(), value(field, rule, depth)))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String value(FieldDescriptor field, HttpRule rule, int depth) {
        if (field.isMapField()) {
            return "{\"a\":\"%s\"}".formatted(SQL);
        }
        String one = single(field, rule, depth);
        return field.isRepeated() ? "[" + one + "]" : one;
    }

    private static String single(FieldDescriptor field, HttpRule rule, int depth) {
        return switch (field.getJavaType()) {
            case STRING -> field.getName().equals("service") ? "\"shop\"" : "\"" + SQL + "\"";
            case MESSAGE ->
                    field.getMessageType().getFullName().equals("google.protobuf.Timestamp")
                            ? "\"2026-11-22T04:00:00Z\""
                            : depth == DEEPEST
                                    ? "{}"
                                    : json(field.getMessageType(), rule, depth + 1);
            case BOOLEAN -> "true";
            case BYTE_STRING -> "\"\"";
            case ENUM, INT, LONG, FLOAT, DOUBLE -> "1";
        };
    }
}
