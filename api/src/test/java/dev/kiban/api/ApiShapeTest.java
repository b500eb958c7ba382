package dev.kiban.api;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.kiban.testkit.GoldenFile;
import dev.kiban.transcode.Rpc;
import dev.kiban.transcode.http.HttpRules;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What callers rely on does not change by accident: addresses, names, numbers and types.
class ApiShapeTest {
    private static final Path GOLDEN = Path.of("src/test/golden/shape.txt");

    @Test
    void keepsTheShapeThatCallersRelyOn() {
        StringBuilder shape = new StringBuilder();
        Set<Descriptor> messages = new LinkedHashSet<>();
        for (Rpc rpc : ApiJson.SCHEMA.rpcs()) {
            shape.append(rpc.fullName()).append('\n');
            HttpRules.of(rpc.descriptor()).forEach(rule -> shape.append("  %s%n".formatted(rule)));
            collect(rpc.input().descriptor(), messages);
            collect(rpc.output().descriptor(), messages);
        }
        messages.forEach(message -> shape.append(text(message)));

        GoldenFile.check(GOLDEN, shape.toString());
    }

    private static void collect(Descriptor message, Set<Descriptor> messages) {
        if (messages.add(message)) {
            message.getFields().stream()
                    .filter(field -> field.getJavaType() == FieldDescriptor.JavaType.MESSAGE)
                    .forEach(field -> collect(field.getMessageType(), messages));
        }
    }

    private static String text(Descriptor message) {
        return message.getFields().stream()
                .map(ApiShapeTest::text)
                .collect(Collectors.joining("", message.getFullName() + "\n", ""));
    }

    private static String text(FieldDescriptor field) {
        String many = field.isRepeated() ? "many " : "";
        return "  %d %s: %s%s%n"
                .formatted(field.getNumber(), field.getJsonName(), many, type(field));
    }

    private static String type(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case MESSAGE -> field.getMessageType().getFullName();
            case ENUM ->
                    field.getEnumType().getValues().stream()
                            .map(EnumValueDescriptor::toString)
                            .collect(Collectors.joining(" | "));
            case INT, LONG, FLOAT, DOUBLE, BOOLEAN, STRING, BYTE_STRING ->
                    field.getType().name().toLowerCase(Locale.ROOT);
        };
    }
}
