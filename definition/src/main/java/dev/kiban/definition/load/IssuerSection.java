package dev.kiban.definition.load;

import dev.kiban.definition.Issuer;
import dev.kiban.definition.shape.Field;
import dev.kiban.definition.shape.Findings.Name;
import dev.kiban.definition.shape.ListShape;
import dev.kiban.definition.shape.ObjectShape;
import dev.kiban.definition.shape.TextRule;
import dev.kiban.definition.shape.TextShape;
import dev.kiban.definition.shape.Values;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// An issuer of tokens, in the Gateway's `access`.
final class IssuerSection {
    private static final Duration MAX_SKEW = Duration.ofMinutes(5);

    /// What stays between us and them: a URL that is not safe would let anybody on the way say who
    /// calls. This very machine is.
    private static final TextShape<URI> SAFE_URL =
            new TextShape<>(
                    "a URL that starts with https://, or with http:// and this machine",
                    TextRule.matching(
                                    "(https://[^\\s/?#@]+|http://(localhost|127\\.0\\.0\\.1|\\[::1\\])(:[0-9]{1,5})?)(/[^\\s?#]*)?")
                            .upTo(2_000),
                    Texts::parseUrl);

    private static final Field<String> NAME =
            Field.required("name", Texts.NAME, "What rules call those who have a token of it")
                    .example("customers");
    private static final Field<URI> ISSUER =
            Field.required(
                            "issuer",
                            SAFE_URL,
                            "Who signs: the claim `iss` of its tokens, to the letter")
                    .example("https://login.example.com");
    private static final Field<List<String>> AUDIENCE =
            Field.required(
                            "audience",
                            ListShape.ofDistinct(Texts.LINE).notEmpty(),
                            "For whom its tokens must be: one of these stands in their claim `aud`")
                    .example("[shop]");
    private static final Field<Duration> CLOCK_SKEW =
            Field.withDefault(
                    "clockSkew",
                    Texts.duration(Duration.ZERO, MAX_SKEW),
                    "30s",
                    "How far its clock and ours may be apart");
    private static final Field<Optional<URI>> KEYS =
            Field.optional(
                            "keys",
                            SAFE_URL,
                            "Where its keys are, as a JSON Web Key Set; without it, where its discovery document says")
                    .example("https://login.example.com/keys.json");

    static final ObjectShape<Issuer> SHAPE =
            ObjectShape.named("Issuer", "Whose tokens say who calls: a provider of OpenID Connect")
                    .fields(NAME, ISSUER, AUDIENCE, CLOCK_SKEW, KEYS)
                    .check(IssuerSection::declare)
                    .build(IssuerSection::build);

    private IssuerSection() {}

    private static Issuer build(Values v) {
        return new Issuer(
                v.get(NAME), v.get(ISSUER), v.get(AUDIENCE), v.get(CLOCK_SKEW), v.get(KEYS));
    }

    private static void declare(Values v) {
        v.find(NAME).ifPresent(name -> v.declare(new Name(AccessSection.CALLER, name, v.at(NAME))));
    }
}
