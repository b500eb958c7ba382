package dev.kiban.definition.load;

import dev.kiban.definition.Problem;
import dev.kiban.definition.Problem.Misfit;
import dev.kiban.definition.ProblemCode;
import dev.kiban.definition.RuleOverride;
import dev.kiban.definition.Unannotated;
import dev.kiban.definition.shape.ChoiceShape;
import dev.kiban.definition.shape.Field;
import dev.kiban.definition.shape.ListShape;
import dev.kiban.definition.shape.ObjectShape;
import dev.kiban.definition.shape.Values;
import java.util.List;

/// What stands under `grpc` in a route.
record GrpcTarget(
        String service, List<String> methods, List<RuleOverride> rules, Unannotated unannotated) {

    private static final Field<String> SERVICE =
            Field.required("service", Texts.GRPC_SERVICE, "The full name of the gRPC service")
                    .example("fleamarket.item.v1.ItemService");
    private static final Field<List<String>> METHODS =
            Field.withDefault(
                            "methods",
                            ListShape.ofDistinct(Texts.GRPC_METHOD),
                            "[]",
                            "The methods that are exposed; without it, all")
                    .example("[GetItem, ListItems]");
    private static final Field<List<RuleOverride>> RULES =
            Field.withDefault(
                    "rules",
                    ListShape.of(RuleShapes.RULE),
                    "[]",
                    "`google.api.http` rules for methods without annotation, or in place of it; several of one method all hold");
    private static final Field<Unannotated> UNANNOTATED =
            Field.withDefault(
                    "unannotated",
                    ChoiceShape.of(
                                    "post",
                                    Unannotated.POST,
                                    "`POST /package.Service/Method` with a JSON body")
                            .or("hide", Unannotated.HIDE, "Reached by gRPC clients only"),
                    "post",
                    "What becomes of methods that have no rule");

    static final ObjectShape<GrpcTarget> SHAPE =
            ObjectShape.named("GrpcTarget", "The gRPC service that is exposed")
                    .fields(SERVICE, METHODS, RULES, UNANNOTATED)
                    .check(GrpcTarget::claim)
                    .check(GrpcTarget::checkRulesAreExposed)
                    .build(GrpcTarget::of);

    private static GrpcTarget of(Values v) {
        return new GrpcTarget(v.get(SERVICE), v.get(METHODS), v.get(RULES), v.get(UNANNOTATED));
    }

    /// A gRPC service may be exposed in several routes only if each has other methods.
    private static void claim(Values v) {
        if (v.has(SERVICE, METHODS)) {
            v.claim(v.at(SERVICE), "gRPC service " + v.get(SERVICE), v.get(METHODS));
        }
    }

    private static void checkRulesAreExposed(Values v) {
        List<String> methods = v.find(METHODS).orElse(List.of());
        if (methods.isEmpty()) {
            return;
        }
        for (RuleOverride rule : v.find(RULES).orElse(List.of())) {
            Misfit misfit = new Misfit(rule.method(), methods);
            if (!methods.contains(rule.method())) {
                v.report(
                        new Problem(
                                rule.at(),
                                ProblemCode.NEEDS,
                                "a rule for '%s' needs that method in 'methods'%s"
                                        .formatted(rule.method(), misfit.hint()),
                                methods));
            }
        }
    }
}
