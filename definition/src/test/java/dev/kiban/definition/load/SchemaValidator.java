package dev.kiban.definition.load;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.kiban.kernel.Json;
import java.util.List;

/// Somebody else's reading of our JSON Schema.
final class SchemaValidator {
    private final Schema schema;

    SchemaValidator(Json schema) {
        this.schema = registry().getSchema(schema.print(), InputFormat.JSON);
    }

    private SchemaValidator(String location) {
        this.schema = registry().getSchema(com.networknt.schema.SchemaLocation.of(location));
    }

    /// The schema of schemas.
    static SchemaValidator ofSchemas(String dialect) {
        return new SchemaValidator(dialect);
    }

    List<String> problems(String json) {
        return schema.validate(json, InputFormat.JSON).stream().map(Error::toString).toList();
    }

    private static SchemaRegistry registry() {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    }
}
