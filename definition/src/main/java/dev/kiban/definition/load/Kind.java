package dev.kiban.definition.load;

import dev.kiban.definition.Location;
import dev.kiban.definition.Metadata;
import dev.kiban.definition.shape.ChoiceShape;
import dev.kiban.definition.shape.Field;
import dev.kiban.definition.shape.ObjectShape;
import java.util.function.Function;

/// A kind of document, shaped as Kubernetes objects are: `apiVersion`, `kind`, `metadata`, `spec`.
///
/// @param name as it stands in `kind`
/// @param document the shape of the whole document
record Kind<T>(String name, ObjectShape<T> document) {
    static final String API_VERSION_WORD = "kiban.dev/v1";
    static final Field<String> API_VERSION =
            Field.required(
                    "apiVersion",
                    ChoiceShape.of(API_VERSION_WORD),
                    "The version of the vocabulary that the document is written in");

    /// What a document's spec needs to know of the rest to become a record.
    ///
    /// @param at where the document starts
    record Header<N>(N name, Metadata metadata, Location at) {}

    /// @param metadata the key of that name
    /// @param spec what stands in `spec`: a record that waits for its header
    static <N, T> Kind<T> of(
            String name,
            String description,
            Field<MetadataShape.Named<N>> metadata,
            ObjectShape<Function<Header<N>, T>> spec) {
        Field<String> kind =
                Field.required("kind", ChoiceShape.of(name), "What the document describes");
        Field<Function<Header<N>, T>> specField = Field.required("spec", spec, spec.description());
        return new Kind<>(
                name,
                ObjectShape.named(name, description)
                        .fields(API_VERSION, kind, metadata, specField)
                        .build(v -> v.get(specField).apply(v.get(metadata).header(v.at()))));
    }
}
