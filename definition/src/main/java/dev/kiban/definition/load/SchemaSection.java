package dev.kiban.definition.load;

import dev.kiban.definition.SchemaSource;
import dev.kiban.definition.SchemaSource.DescriptorSet;
import dev.kiban.definition.SchemaSource.Reflection;
import dev.kiban.definition.shape.EitherShape;
import dev.kiban.definition.shape.Field;
import dev.kiban.definition.shape.ObjectShape;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// A service's `schema`.
final class SchemaSection {
    private static final Field<Path> DESCRIPTOR_SET =
            Field.required(
                            "descriptorSet",
                            Texts.FILE,
                            "A file with a serialized google.protobuf.FileDescriptorSet, as `protoc --include_imports --descriptor_set_out` writes it")
                    .example("item.binpb");

    private static final Field<Duration> REFRESH =
            Field.withDefault(
                    "refresh",
                    Texts.duration(Duration.ofSeconds(1), Duration.ofHours(24)),
                    "30s",
                    "How often the upstream is asked again");
    private static final Field<Duration> REFLECTION =
            Field.required(
                            "reflection",
                            ObjectShape.named("Reflection", "Asking the upstream itself")
                                    .fields(REFRESH)
                                    .build(v -> v.get(REFRESH)),
                            "Ask the upstream itself, by gRPC server reflection; `{}` takes the defaults")
                    .example("{refresh: 30s}");

    static final EitherShape<SchemaSource> SHAPE =
            new EitherShape<>(
                    "Schema",
                    List.of(
                            ObjectShape.named("DescriptorSetSchema", "A schema from a file")
                                    .fields(DESCRIPTOR_SET)
                                    .build(v -> new DescriptorSet(v.get(DESCRIPTOR_SET), v.at())),
                            ObjectShape.named(
                                            "ReflectionSchema", "A schema from the upstream itself")
                                    .fields(REFLECTION)
                                    .build(v -> new Reflection(v.get(REFLECTION), v.at()))));

    private SchemaSection() {}
}
