package dev.kiban.gateway.openapi;

import static dev.kiban.gateway.Snapshots.at;
import static dev.kiban.gateway.Snapshots.grpc;
import static dev.kiban.gateway.Snapshots.http;
import static dev.kiban.gateway.Snapshots.plan;
import static dev.kiban.gateway.Snapshots.prefix;
import static dev.kiban.gateway.Snapshots.shop;
import static dev.kiban.gateway.Snapshots.under;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.AccessRule;
import dev.kiban.definition.AccessRule.Allowed;
import dev.kiban.gateway.GatewayPlan;
import dev.kiban.transcode.http.PathTemplate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenApiTest {
    private static final Pattern REFERENCE =
            Pattern.compile("\"\\$ref\": \"#/components/schemas/([A-Za-z0-9._-]+)\"");

    private final String shop = document(plan(grpc("shop", shop(), 9101)));

    @Test
    void describesAMethodByItsRule() {
        assertThat(shop)
                .contains(
                        """
                            "/v1/items/{id}": {
                              "get": {
                                "operationId": "kiban.test.Shop.GetItem",
                                "tags": ["shop"],
                                "summary": "GetItem",
                                "description": "One item, with its price as of now.",
                                "parameters": [
                                  {
                                    "name": "id",
                                    "in": "path",
                                    "required": true,
                                    "schema": {
                                      "type": "string"
                                    }
                                  }
                                ],
                                "responses": {
                                  "200": {
                                    "description": "What the service answers",
                                    "content": {
                                      "application/json": {
                                        "schema": {
                                          "$ref": "#/components/schemas/kiban.test.Item"
                                        }
                                      }
                                    }
                                  },
                        """);
    }

    @Test
    void saysWhatProtosSayOfMessagesAndFields() {
        String item = shop.substring(shop.indexOf("\"kiban.test.Item\": {"));

        assertThat(item)
                .contains(
                        """
                              "kiban.test.Item": {
                                "type": "object",
                                "description": "What somebody sells.",
                                "properties": {
                                  "id": {
                                    "type": "string",
                                    "description": "Given by the shop.",
                                    "readOnly": true
                                  },
                                  "name": {
                                    "type": "string",
                                    "description": "What buyers read first."
                                  },
                        """
                                .stripLeading(),
                        "\"required\": [\"name\"]");
    }

    @Test
    void writesNumbersOf64BitsAsText() {
        assertThat(shop)
                .containsPattern(
                        "\"price\": \\{\\s+\"type\": \"string\",\\s+\"format\": \"int64\"");
    }

    @Test
    void takesTheFieldThatIsTheBodyOutOfTheQuery() {
        String create = operation("\"kiban.test.Shop.CreateItem\"");

        assertThat(create)
                .contains("\"requestBody\"", "kiban.test.Item")
                .doesNotContain("\"parameters\"");
        assertThat(operation("\"kiban.test.Shop.WatchItems\""))
                .contains("\"name\": \"query\"", "\"in\": \"query\"");
    }

    @Test
    void offersStreamsInEachForm() {
        assertThat(operation("\"kiban.test.Shop.WatchItems\""))
                .contains(
                        "\"application/json\"",
                        "\"type\": \"array\"",
                        "\"application/x-ndjson\"",
                        "\"text/event-stream\"");
    }

    @Test
    void refersToSchemasThatThereAre() {
        Matcher references = REFERENCE.matcher(shop);
        int found = 0;
        while (references.find()) {
            found++;
            assertThat(shop).contains("\n      \"%s\": {".formatted(references.group(1)));
        }
        assertThat(found).isGreaterThan(10);
    }

    @Test
    void saysWhatCallersMustShow() {
        AccessRule readers = new Allowed(List.of("customers"), Map.of("*", List.of("read")), at(8));

        String document = document(plan(grpc("shop", under(readers, shop()), 9101)));

        assertThat(document)
                .contains(
                        """
                                "security": [
                                  {
                                    "customers": ["read"]
                                  }
                                ]
                        """);
        assertThat(shop).doesNotContain("\"security\"");
    }

    @Test
    void namesThePrefixesOfHttpServices() {
        String document = document(plan(http("old", prefix("/old/", "/", "GET"), 9102)));

        assertThat(document).contains("\"/old/{path}\": {\n      \"get\": {");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/items/{id}, /v1/items/{id}",
        "/v1/{name=shelves/*}/books, /v1/shelves/{name}/books",
        "/v1/{name=shelves/*/books/*}:move, /v1/shelves/{name}/books/{name_2}:move",
        "/v1/{path=files/**}, /v1/files/{path}",
        "/v1/*/items, /v1/{segment1}/items",
    })
    void writesTemplatesWithAVariableForEachSegment(String template, String path) {
        assertThat(ApiPath.of(PathTemplate.parse(template)).text()).isEqualTo(path);
    }

    /// From the name of an operation to the next one.
    private String operation(String id) {
        int from = shop.indexOf("\"operationId\": " + id);
        int to = shop.indexOf("\"operationId\"", from + 1);
        return shop.substring(from, to < 0 ? shop.indexOf("\"components\"") : to);
    }

    private static String document(GatewayPlan plan) {
        return OpenApi.of(plan, Optional.empty(), "7").print();
    }
}
