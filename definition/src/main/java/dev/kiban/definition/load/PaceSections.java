package dev.kiban.definition.load;

import dev.kiban.definition.Pace.Cost;
import dev.kiban.definition.Pace.InFlight;
import dev.kiban.definition.Pace.Line;
import dev.kiban.definition.Pace.Tenants;
import dev.kiban.definition.shape.Field;
import dev.kiban.definition.shape.MapShape;
import dev.kiban.definition.shape.ObjectShape;
import dev.kiban.definition.shape.TextRule;
import dev.kiban.definition.shape.TextShape;
import dev.kiban.definition.shape.Values;
import dev.kiban.definition.shape.WholeShape;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// What a pace says beside its limits: who goes first, what a job counts, how many are under way.
final class PaceSections {
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final int MAX_TENANTS = 1_000;
    private static final int MAX_WEIGHT = 1_000;
    private static final int MAX_COST = 1_000_000;
    private static final int MAX_IN_FLIGHT = 1_000_000;

    private static final Field<String> HEADER =
            Field.required("header", Texts.HEADER, "The header that says it").example("x-tenant");

    static final Field<Duration> WAIT =
            Field.withDefault(
                            "wait",
                            Texts.duration(Duration.ofMillis(1), LONGEST_WAIT),
                            "1m",
                            "Who would wait longer is refused at once (429), and told when to come again")
                    .example("20s");

    static final Field<Optional<String>> PRIORITY =
            Field.optional(
                            "priority",
                            ObjectShape.named(
                                            "PacePriority",
                                            "Where a job says `high`, `normal` or `low`; one that does not is normal")
                                    .fields(HEADER)
                                    .build(v -> v.get(HEADER)),
                            "Whose turn comes first, of those who wait; low ones get one turn in sixteen at least")
                    .example("{header: x-priority}");

    private static final TextShape<String> TENANT =
            TextShape.of("a value of the header", TextRule.matching("[^\\r\\n]+"));
    private static final Field<Map<String, Integer>> WEIGHTS =
            Field.withDefault(
                            "weights",
                            new MapShape<>(TENANT, new WholeShape(1, MAX_WEIGHT), MAX_TENANTS),
                            "{}",
                            "How many times as much as others a tenant gets while both wait; without it, once")
                    .example("{gold: 3}");
    static final Field<Optional<Tenants>> TENANTS =
            Field.optional(
                            "tenants",
                            ObjectShape.named(
                                            "PaceTenants",
                                            "Among whom turns are shared fairly, whoever asks more")
                                    .fields(HEADER, WEIGHTS)
                                    .build(v -> new Tenants(v.get(HEADER), v.get(WEIGHTS))),
                            "Whose work a job is; without it, all are served in the order in which they came")
                    .example("{header: x-tenant, weights: {gold: 3}}");

    private static final Field<Integer> MOST_COST =
            Field.withDefault(
                            "atMost",
                            new WholeShape(1, MAX_COST),
                            "100",
                            "A job that says more is refused")
                    .example("500");
    static final Field<Optional<Cost>> COST =
            Field.optional(
                            "cost",
                            ObjectShape.named("PaceCost", "Where a job says how much it counts")
                                    .fields(HEADER, MOST_COST)
                                    .build(v -> new Cost(v.get(HEADER), v.get(MOST_COST))),
                            "What a job counts, such as the messages in it; without it, and in a job that does not say, one")
                    .example("{header: x-messages, atMost: 500}");

    private static final Field<Integer> MOST_IN_FLIGHT =
            Field.required(
                            "atMost",
                            new WholeShape(1, MAX_IN_FLIGHT),
                            "So many may be under way; others wait")
                    .example("50");
    private static final Field<Duration> LEASE =
            Field.withDefault(
                            "lease",
                            Texts.duration(Duration.ofSeconds(1), Duration.ofHours(24)),
                            "1m",
                            "A job that is neither done nor renewed for so long counts no more")
                    .example("5m");
    static final Field<Optional<InFlight>> IN_FLIGHT =
            Field.optional(
                            "inFlight",
                            ObjectShape.named("PaceInFlight", "How many jobs may be under way")
                                    .fields(MOST_IN_FLIGHT, LEASE)
                                    .build(v -> new InFlight(v.get(MOST_IN_FLIGHT), v.get(LEASE))),
                            "How many jobs may be under way; without it, as many as start")
                    .example("{atMost: 50, lease: 5m}");

    private PaceSections() {}

    static Line line(Values v) {
        return new Line(v.get(WAIT), v.get(PRIORITY), v.get(TENANTS));
    }
}
