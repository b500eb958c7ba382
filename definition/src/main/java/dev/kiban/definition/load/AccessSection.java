package dev.kiban.definition.load;

import dev.kiban.definition.AccessRule;
import dev.kiban.definition.AccessRule.Allowed;
import dev.kiban.definition.AccessRule.Anyone;
import dev.kiban.definition.AccessRule.Nobody;
import dev.kiban.definition.Location;
import dev.kiban.definition.Problem;
import dev.kiban.definition.Problem.Misfit;
import dev.kiban.definition.ProblemCode;
import dev.kiban.definition.shape.ChoiceShape;
import dev.kiban.definition.shape.Field;
import dev.kiban.definition.shape.Findings.Reference;
import dev.kiban.definition.shape.ListShape;
import dev.kiban.definition.shape.MapShape;
import dev.kiban.definition.shape.ObjectShape;
import dev.kiban.definition.shape.TextRule;
import dev.kiban.definition.shape.TextShape;
import dev.kiban.definition.shape.Values;
import dev.kiban.definition.shape.WordOrObjectShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The rule that says who may call: of one route, or of all that have none.
final class AccessSection {
    /// What messages call those whom a rule allows by name.
    static final String CALLER = "caller";

    private static final int MAX_METHODS = 1_000;

    /// Somebody whom the Gateway names.
    private static final TextShape<String> CALLER_NAME =
            new TextShape<>(
                    "the name of an issuer, a partner or a workload of the Gateway",
                    Texts.LABEL,
                    (text, at, reading) -> {
                        reading.findings().add(new Reference(CALLER, text, at));
                        return Optional.of(text);
                    });

    private static final TextShape<String> METHOD =
            TextShape.of(
                    "the name of a method, or '*' for all that are not named",
                    TextRule.matching("\\*|[A-Za-z_][A-Za-z0-9_]*"));
    static final TextShape<String> SCOPE =
            TextShape.of(
                    "a scope such as items.read, without spaces",
                    TextRule.matching("[!#-\\[\\]-~]+"));

    private static final Field<List<String>> ALLOW =
            Field.required(
                            "allow",
                            ListShape.ofDistinct(CALLER_NAME).notEmpty(),
                            "Those who may call: with a token of one of these issuers, a key of one of these partners, or a certificate of one of these workloads")
                    .example("[customers]");
    private static final Field<Map<String, List<String>>> SCOPES =
            Field.withDefault(
                            "scopes",
                            new MapShape<>(METHOD, ListShape.ofDistinct(SCOPE), MAX_METHODS),
                            "{}",
                            "What a caller must have been granted, all of it, by method: of gRPC GetItem …, of HTTP GET …, or `*` for those that are not named")
                    .example("{GetItem: [items.read], \"*\": [items.write]}");

    private static final WordOrObjectShape<Unplaced> RULE =
            new WordOrObjectShape<>(
                    ChoiceShape.<Unplaced>of("anyone", Anyone::new, "Whoever comes, known or not")
                            .or("nobody", Nobody::new, "No one: the route is closed"),
                    ObjectShape.named("Access", "Those who may call, by name")
                            .fields(ALLOW, SCOPES)
                            .<Unplaced>build(
                                    v -> at -> new Allowed(v.get(ALLOW), v.get(SCOPES), at)));

    private AccessSection() {}

    /// A rule of which it is not known yet where it stands.
    interface Unplaced {
        AccessRule at(Location place);
    }

    /// A key that a rule stands under.
    static Field<Optional<Unplaced>> field(String key, String description) {
        return Field.optional(key, RULE, description).example("anyone");
    }

    /// The rule that stands under a key, if there is one.
    static Optional<AccessRule> of(Field<Optional<Unplaced>> field, Values v) {
        return v.find(field).flatMap(rule -> rule).map(rule -> rule.at(v.at(field)));
    }

    /// Sees to it that scopes are asked for methods that there are: one that is misspelt would be
    /// open to all who may call.
    ///
    /// @param methods all that there can be
    static void checkScopes(Field<Optional<Unplaced>> field, List<String> methods, Values v) {
        if (!(of(field, v).orElse(null) instanceof Allowed allowed)) {
            return;
        }
        List<String> known = new ArrayList<>(methods);
        known.add(Allowed.ALL_METHODS);
        allowed.scopes().keySet().stream()
                .filter(method -> !known.contains(method))
                .forEach(
                        method ->
                                v.report(
                                        Problem.unknownWord(
                                                allowed.at(),
                                                ProblemCode.UNKNOWN_WORD,
                                                "method in 'scopes'",
                                                new Misfit(method, known))));
    }
}
