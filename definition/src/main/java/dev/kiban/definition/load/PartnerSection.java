package dev.kiban.definition.load;

import dev.kiban.definition.Partner;
import dev.kiban.definition.shape.Field;
import dev.kiban.definition.shape.Findings.Name;
import dev.kiban.definition.shape.ListShape;
import dev.kiban.definition.shape.ListShape.Repeats;
import dev.kiban.definition.shape.ObjectShape;
import dev.kiban.definition.shape.TextRule;
import dev.kiban.definition.shape.TextShape;
import dev.kiban.definition.shape.Values;
import java.util.List;
import java.util.Optional;

/// A partner with an API key, in the Gateway's `access`.
final class PartnerSection {
    /// The old key and the new one.
    private static final int MAX_KEYS = 2;

    /// What messages call those who have a key, where nobody else is meant.
    static final String WORD = "partner";

    private static final String ALGORITHM = "sha256:";

    /// Never the key itself: definitions are read by many.
    private static final TextShape<String> HASH =
            new TextShape<>(
                    "sha256: and the SHA-256 of a key in 64 hexadecimal digits",
                    TextRule.matching(ALGORITHM + "[0-9a-f]{64}").insteadOfSecret(),
                    (text, _, _) -> Optional.of(text.substring(ALGORITHM.length())));

    private static final Field<String> NAME =
            Field.required("name", Texts.NAME, "What rules call the partner").example("acme");
    private static final Field<List<String>> KEYS =
            Field.required(
                            "keys",
                            new ListShape<>(HASH, 1, MAX_KEYS, Repeats.REFUSED),
                            "The hashes of its keys: one, or two while it changes over")
                    .example(
                            "[\"sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\"]");
    private static final Field<List<String>> SCOPES =
            Field.withDefault(
                            "scopes",
                            ListShape.ofDistinct(AccessSection.SCOPE),
                            "[]",
                            "What it was granted")
                    .example("[items.read]");

    static final ObjectShape<Partner> SHAPE =
            ObjectShape.named("Partner", "A program outside that calls with an API key")
                    .fields(NAME, KEYS, SCOPES)
                    .check(PartnerSection::declare)
                    .build(v -> new Partner(v.get(NAME), v.get(KEYS), v.get(SCOPES)));

    private PartnerSection() {}

    private static void declare(Values v) {
        v.find(NAME)
                .ifPresent(
                        name -> {
                            v.declare(new Name(AccessSection.CALLER, name, v.at(NAME)));
                            v.declare(new Name(WORD, name, v.at(NAME)));
                        });
    }
}
