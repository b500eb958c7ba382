package dev.kiban.definition.load;

import dev.kiban.definition.AccessRule;
import dev.kiban.definition.AccessRule.Allowed;
import dev.kiban.definition.AccessRule.Anyone;
import dev.kiban.definition.AccessRule.Nobody;
import dev.kiban.definition.Pace;
import dev.kiban.definition.Pace.Arithmetic;
import dev.kiban.definition.Problem;
import dev.kiban.definition.ProblemCode;
import dev.kiban.definition.load.AccessSection.Unplaced;
import dev.kiban.definition.load.Kind.Header;
import dev.kiban.definition.shape.ChoiceShape;
import dev.kiban.definition.shape.Field;
import dev.kiban.definition.shape.Findings.Reference;
import dev.kiban.definition.shape.ListShape;
import dev.kiban.definition.shape.ObjectShape;
import dev.kiban.definition.shape.TextShape;
import dev.kiban.definition.shape.Values;
import dev.kiban.definition.shape.WordOrObjectShape;
import dev.kiban.kernel.PaceName;
import dev.kiban.kernel.TeamName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// `kind: Pace`.
final class PaceKind {
    static final String NAME = "Pace";

    private static final Field<TeamName> OWNER =
            Field.required("owner", Texts.TEAM, "The Team that answers for it")
                    .example("notification-team");
    private static final Field<String> DESCRIPTION =
            Field.withDefault("description", Texts.PARAGRAPHS, "\"\"", "What is paced")
                    .example("Push messages to phones.");

    private static final TextShape<String> PARTNER =
            new TextShape<>(
                    "the name of a partner of the Gateway",
                    Texts.LABEL,
                    (text, at, reading) -> {
                        reading.findings().add(new Reference(PartnerSection.WORD, text, at));
                        return Optional.of(text);
                    });
    private static final Field<List<String>> PARTNERS =
            Field.required(
                            "partners",
                            ListShape.ofDistinct(PARTNER).notEmpty(),
                            "Programs with an API key, as the Gateway names them")
                    .example("[mailer]");
    private static final Field<Unplaced> ACCESS =
            Field.required(
                            "access",
                            new WordOrObjectShape<>(
                                    ChoiceShape.<Unplaced>of(
                                                    "anyone",
                                                    Anyone::new,
                                                    "Whoever reaches the port")
                                            .or(
                                                    "nobody",
                                                    Nobody::new,
                                                    "No one: only limits for others stand here"),
                                    ObjectShape.named("PaceAccess", "Those who may ask, by name")
                                            .fields(PARTNERS)
                                            .<Unplaced>build(
                                                    v ->
                                                            at ->
                                                                    new Allowed(
                                                                            v.get(PARTNERS),
                                                                            Map.of(),
                                                                            at))),
                            "Who may ask")
                    .example("anyone");

    private static final Field<List<PaceName>> WITHIN =
            Field.withDefault(
                            "within",
                            ListShape.ofDistinct(Texts.PACE),
                            "[]",
                            "Paces whose limits hold for these jobs, too, as for all others within them")
                    .example("[shop-database]");
    private static final Field<Arithmetic> ARITHMETIC =
            Field.withDefault(
                    "arithmetic",
                    ChoiceShape.of("exact", Arithmetic.EXACT, "Nothing is rounded")
                            .or(
                                    "nginx",
                                    Arithmetic.NGINX,
                                    "As `limit_req` of nginx counts, bit by bit, with `immediate` for its `delay`"),
                    "exact",
                    "How limits count");

    static final Kind<Pace> KIND =
            Kind.of(
                    NAME,
                    "A pace: what workers ask for by name before each job",
                    MetadataShape.field(NAME, Texts.PACE_NAME),
                    ObjectShape.named("PaceSpec", "The pace")
                            .fields(
                                    OWNER,
                                    DESCRIPTION,
                                    ACCESS,
                                    PaceLimitSection.LIMITS,
                                    WITHIN,
                                    PaceSections.WAIT,
                                    PaceSections.PRIORITY,
                                    PaceSections.TENANTS,
                                    PaceSections.COST,
                                    PaceSections.IN_FLIGHT,
                                    PaceCanarySection.CANARY,
                                    PaceSteeringSection.STEER,
                                    ARITHMETIC)
                            .check(PaceKind::checkLimitsSomething)
                            .check(PaceKind::checkNginx)
                            .check(PaceKind::checkSteers)
                            .build(PaceKind::build));

    private PaceKind() {}

    private static Function<Header<PaceName>, Pace> build(Values v) {
        AccessRule access = v.get(ACCESS).at(v.at(ACCESS));
        return header ->
                new Pace(
                        header.name(),
                        header.metadata(),
                        v.get(OWNER),
                        v.get(DESCRIPTION),
                        access,
                        v.get(PaceLimitSection.LIMITS),
                        v.get(WITHIN),
                        PaceSections.line(v),
                        v.get(PaceSections.COST),
                        v.get(PaceSections.IN_FLIGHT),
                        v.get(PaceCanarySection.CANARY),
                        v.get(PaceSteeringSection.STEER),
                        v.get(ARITHMETIC),
                        header.at());
    }

    private static void checkLimitsSomething(Values v) {
        if (v.lacks(PaceLimitSection.LIMITS)
                && v.lacks(WITHIN)
                && v.lacks(PaceSections.IN_FLIGHT)) {
            v.report(
                    new Problem(
                            v.at(),
                            ProblemCode.NEEDS,
                            "the pace needs 'limits', 'within' or 'inFlight': nothing would hold anybody back"));
        }
    }

    private static void checkSteers(Values v) {
        boolean hasRate =
                v.find(PaceLimitSection.LIMITS).orElseGet(List::of).stream()
                        .anyMatch(limit -> limit.header().isEmpty());
        if (!v.lacks(PaceSteeringSection.STEER) && !hasRate) {
            v.report(
                    new Problem(
                            v.at(PaceSteeringSection.STEER),
                            ProblemCode.NEEDS,
                            "'steer' needs a limit without 'by': it moves the rate of all jobs together"));
        }
    }

    /// What nginx has no word for.
    private static void checkNginx(Values v) {
        if (v.find(ARITHMETIC).orElse(Arithmetic.EXACT) != Arithmetic.NGINX) {
            return;
        }
        Stream.of(
                        WITHIN,
                        PaceSections.PRIORITY,
                        PaceSections.TENANTS,
                        PaceSections.COST,
                        PaceSections.IN_FLIGHT,
                        PaceCanarySection.CANARY)
                .filter(field -> !v.lacks(field))
                .forEach(
                        field ->
                                v.report(
                                        new Problem(
                                                v.at(field),
                                                ProblemCode.NEEDS,
                                                "'%s' needs 'arithmetic: exact': nginx knows nothing like it"
                                                        .formatted(field.key()))));
    }
}
