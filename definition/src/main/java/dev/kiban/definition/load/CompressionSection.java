package dev.kiban.definition.load;

import dev.kiban.definition.Compression;
import dev.kiban.definition.shape.ChoiceShape;
import dev.kiban.definition.shape.Field;
import dev.kiban.definition.shape.ObjectShape;
import dev.kiban.definition.shape.WordOrObjectShape;
import java.util.Optional;

/// Whether answers are compressed: those of one route, or of all that do not say it.
final class CompressionSection {
    private static final int MAX_FROM = 1 << 20;

    private static final Field<Integer> FROM =
            Field.withDefault(
                    "from",
                    Texts.size(MAX_FROM),
                    "1Ki",
                    "The smallest answer that is compressed; of one that comes piece by piece the size is not known, and it is");

    private static final WordOrObjectShape<Compression> SHAPE =
            new WordOrObjectShape<>(
                    ChoiceShape.<Compression>of(
                            "none", new Compression.None(), "Answers go out as they are"),
                    ObjectShape.named(
                                    "Compression",
                                    "Answers are compressed by gzip or zstd for clients that take it")
                            .fields(FROM)
                            .build(v -> new Compression.From(v.get(FROM))));

    private CompressionSection() {}

    /// The key `compression`.
    static Field<Optional<Compression>> field(String description) {
        return Field.optional("compression", SHAPE, description).example("{from: 1Ki}");
    }
}
