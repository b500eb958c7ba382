package dev.kiban.definition.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiban.definition.shape.JsonSchema;
import dev.kiban.testkit.GoldenFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DefinitionSchemaTest {
    private static final String TEAM =
            """
            {"apiVersion": "kiban.dev/v1", "kind": "Team", "metadata": {"name": "item-team"}, "spec": {}}
            """;

    @Test
    void isPublishedWithTheDocs() {
        GoldenFile.check(
                Path.of("../docs/reference/schema/v1.json"), DefinitionSchema.all().print());
    }

    @Test
    void isItselfValid() {
        SchemaValidator schemas = SchemaValidator.ofSchemas(JsonSchema.DIALECT);

        assertThat(schemas.problems("{\"type\": \"nonsense\"}")).isNotEmpty();
        assertThat(schemas.problems(DefinitionSchema.all().print())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.kiban.definition.load.DefinitionSchema#kinds")
    void ofOneKindIsValidToo(String kind) {
        SchemaValidator schemas = SchemaValidator.ofSchemas(JsonSchema.DIALECT);

        assertThat(schemas.problems(DefinitionSchema.of(kind).print())).isEmpty();
    }

    @Test
    void ofOneKindTakesOnlyThatKind() {
        assertThat(new SchemaValidator(DefinitionSchema.of("Team")).problems(TEAM)).isEmpty();
        assertThat(new SchemaValidator(DefinitionSchema.of("Service")).problems(TEAM)).isNotEmpty();
    }

    @Test
    void knowsNoOtherKinds() {
        assertThatThrownBy(() -> DefinitionSchema.of("Pod"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Pod");
    }
}
