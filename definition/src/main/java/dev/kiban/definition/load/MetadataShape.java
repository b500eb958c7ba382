package dev.kiban.definition.load;

import dev.kiban.definition.Location;
import dev.kiban.definition.Metadata;
import dev.kiban.definition.load.Kind.Header;
import dev.kiban.definition.shape.Field;
import dev.kiban.definition.shape.Findings.Name;
import dev.kiban.definition.shape.MapShape;
import dev.kiban.definition.shape.ObjectShape;
import dev.kiban.definition.shape.TextRule;
import dev.kiban.definition.shape.TextShape;
import dev.kiban.definition.shape.Values;
import java.util.Map;

/// The `metadata` of a document, as Kubernetes has it.
final class MetadataShape {
    private static final int MAX_ENTRIES = 100;
    private static final int MAX_VALUE_LENGTH = 63;
    private static final String QUALIFIED = "[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?";
    private static final TextShape<String> KEY =
            TextShape.of(
                    "a key such as cost-centre or example.com/cost-centre",
                    TextRule.matching("([a-z0-9]([a-z0-9.-]*[a-z0-9])?/)?" + QUALIFIED));
    private static final TextShape<String> VALUE =
            TextShape.of(
                    "letters, digits, '-', '_' and '.', with a letter or digit at both ends",
                    TextRule.matching("(" + QUALIFIED + ")?").upTo(MAX_VALUE_LENGTH));

    private static final Field<Map<String, String>> LABELS =
            Field.withDefault(
                            "labels",
                            new MapShape<>(KEY, VALUE, MAX_ENTRIES),
                            "{}",
                            "Short words to select documents by, for tools; Kiban gives them no meaning")
                    .example("{cost-centre: c-17}");
    private static final Field<Map<String, String>> ANNOTATIONS =
            Field.withDefault(
                            "annotations",
                            new MapShape<>(KEY, Texts.PARAGRAPHS, MAX_ENTRIES),
                            "{}",
                            "Notes of any kind, for tools; Kiban gives them no meaning")
                    .example("{example.com/ticket: ABC-123}");

    private MetadataShape() {}

    /// What stands in `metadata`.
    record Named<N>(N name, Metadata metadata) {

        /// The header of the document that starts there.
        Header<N> header(Location at) {
            return new Header<>(name, metadata, at);
        }
    }

    /// The key `metadata` of one kind of document. The name counts for others even if the rest of
    /// the document is wrong.
    static <N> Field<Named<N>> field(String kind, TextShape<N> nameShape) {
        Field<N> name =
                Field.required(
                                "name",
                                nameShape,
                                "What others call this document; no other %s has the name"
                                        .formatted(kind))
                        .example("item");
        return Field.required(
                "metadata",
                ObjectShape.named(kind + "Metadata", "The document's name, and notes on it")
                        .fields(name, LABELS, ANNOTATIONS)
                        .check(values -> declare(kind, name, values))
                        .build(
                                v ->
                                        new Named<>(
                                                v.get(name),
                                                new Metadata(v.get(LABELS), v.get(ANNOTATIONS)))),
                "The document's name, and notes on it");
    }

    private static <N> void declare(String kind, Field<N> name, Values values) {
        values.find(name)
                .map(found -> new Name(kind, found.toString(), values.at(name)))
                .ifPresent(values::declare);
    }
}
