package dev.kiban.definition.load;

import dev.kiban.definition.PaceSignal;
import dev.kiban.definition.PaceSignal.HttpValue;
import dev.kiban.definition.PaceSignal.PrometheusValue;
import dev.kiban.definition.PaceSignal.Pushed;
import dev.kiban.definition.PaceSignal.Source;
import dev.kiban.definition.PaceSignal.SqlValue;
import dev.kiban.definition.PaceSteering;
import dev.kiban.definition.Problem;
import dev.kiban.definition.ProblemCode;
import dev.kiban.definition.shape.EitherShape;
import dev.kiban.definition.shape.Field;
import dev.kiban.definition.shape.ListShape;
import dev.kiban.definition.shape.ListShape.Repeats;
import dev.kiban.definition.shape.NumberShape;
import dev.kiban.definition.shape.ObjectShape;
import dev.kiban.definition.shape.TextRule;
import dev.kiban.definition.shape.TextShape;
import dev.kiban.definition.shape.Values;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `steer` of a pace.
final class PaceSteeringSection {
    /// Each is read again and again.
    private static final int MAX_SIGNALS = 8;

    private static final int MAX_QUERY_LENGTH = 2_000;
    private static final long MAX_LEVEL = 1_000_000_000_000_000L;
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(1);

    private static final TextShape<String> QUERY =
            TextShape.of(
                    "a query for one value",
                    TextRule.matching("(?s)\\s*\\S.*").upTo(MAX_QUERY_LENGTH));

    private static final Field<URI> PROMETHEUS_URL =
            Field.required("url", Texts.URL, "Where the Prometheus is")
                    .example("http://prometheus.internal:9090");
    private static final Field<String> PROMETHEUS_QUERY =
            Field.required("query", QUERY, "A query for one value")
                    .example("max(pg_replication_lag_seconds)");
    private static final Field<Source> PROMETHEUS =
            Field.required(
                    "prometheus",
                    ObjectShape.named("PacePrometheus", "What a Prometheus answers")
                            .fields(PROMETHEUS_URL, PROMETHEUS_QUERY)
                            .<Source>build(
                                    v ->
                                            new PrometheusValue(
                                                    v.get(PROMETHEUS_URL),
                                                    v.get(PROMETHEUS_QUERY))),
                    "What a Prometheus answers to a query");

    private static final Field<URI> HTTP_URL =
            Field.required("url", Texts.URL, "What is asked with GET")
                    .example("http://db-agent.internal/threads");
    private static final Field<String> POINTER =
            Field.withDefault(
                            "pointer",
                            TextShape.of(
                                    "a JSON pointer such as /threads/running",
                                    TextRule.matching("(/[^/]*)*")),
                            "\"\"",
                            "Where in the JSON of the answer the number is; without it, the answer is the number")
                    .example("/threads/running");
    private static final Field<Source> HTTP =
            Field.required(
                    "http",
                    ObjectShape.named("PaceHttp", "What an address answers")
                            .fields(HTTP_URL, POINTER)
                            .<Source>build(v -> new HttpValue(v.get(HTTP_URL), v.get(POINTER))),
                    "What an address answers");

    private static final Field<String> VARIABLE =
            Field.required(
                            "database",
                            TextShape.of(
                                    "the name of an environment variable such as SHOP_DATABASE",
                                    TextRule.matching("[A-Z_][A-Z0-9_]*").insteadOfSecret()),
                            "The environment variable that holds the URL of a PostgreSQL database; the URL itself is a secret")
                    .example("SHOP_DATABASE");
    private static final Field<String> SQL_QUERY =
            Field.required("query", QUERY, "A query for one row with one number")
                    .example("SELECT count(*) FROM pg_stat_activity WHERE state = 'active'");
    private static final Field<Source> SQL =
            Field.required(
                    "sql",
                    ObjectShape.named("PaceSql", "What a database answers")
                            .fields(VARIABLE, SQL_QUERY)
                            .<Source>build(v -> new SqlValue(v.get(VARIABLE), v.get(SQL_QUERY))),
                    "What a PostgreSQL database answers to a query");

    private static final Field<Source> PUSHED =
            Field.required(
                    "pushed",
                    ObjectShape.named("PacePushed", "What somebody tells at the port of the pace")
                            .<Source>build(_ -> new Pushed()),
                    "What somebody tells with POST /pace/NAME/signals/SIGNAL");

    private static final Field<String> NAME =
            Field.required("name", Texts.NAME, "What people call it; unique in the pace")
                    .example("lag");
    private static final Field<Double> HEALTHY =
            Field.required(
                            "healthy",
                            new NumberShape(MAX_LEVEL),
                            "Up to here there is nothing to fear")
                    .example("1");
    private static final Field<Double> DANGER =
            Field.required(
                            "danger",
                            new NumberShape(MAX_LEVEL),
                            "From here on it suffers; less than `healthy` if less is worse, as of free connections")
                    .example("10");
    private static final Field<Duration> SMOOTHING =
            Field.withDefault(
                            "smoothing",
                            Texts.duration(Duration.ZERO, LONGEST),
                            "10s",
                            "How long it takes until a new value counts for two thirds")
                    .example("0s");
    private static final Field<Duration> STALE =
            Field.withDefault(
                            "stale",
                            Texts.duration(SHORTEST, LONGEST),
                            "30s",
                            "A value that is older says nothing any more: rates climb no further, and after three times as long they lean to `safe`")
                    .example("1m");

    private static final EitherShape<PaceSignal> SIGNAL =
            new EitherShape<>(
                    "PaceSignal",
                    List.of(
                            signal("PaceSignalOfPrometheus", PROMETHEUS),
                            signal("PaceSignalOfHttp", HTTP),
                            signal("PaceSignalOfSql", SQL),
                            signal("PaceSignalThatIsPushed", PUSHED)));

    private static final Field<Integer> FLOOR =
            Field.withDefault(
                            "floor",
                            Texts.PERCENT,
                            "1%",
                            "The part of the rates that is always there")
                    .example("5%");
    private static final Field<Integer> SAFE =
            Field.withDefault(
                            "safe",
                            Texts.PERCENT,
                            "20%",
                            "The part of the rates that does no harm, where nobody knows how things are; it begins there")
                    .example("10%");
    private static final Field<Duration> SETTLE =
            Field.withDefault(
                            "settle",
                            Texts.duration(SHORTEST, LONGEST),
                            "30s",
                            "After so long, what was changed shows in the signals")
                    .example("1m");
    private static final Field<Duration> CLIMB =
            Field.withDefault(
                            "climb",
                            Texts.duration(Duration.ofSeconds(10), Duration.ofHours(24)),
                            "10m",
                            "How long it takes from nothing to the declared rates")
                    .example("30m");
    private static final Field<Duration> EVERY =
            Field.withDefault(
                            "every",
                            Texts.duration(SHORTEST, Duration.ofMinutes(5)),
                            "5s",
                            "How often signals are read")
                    .example("15s");
    private static final Field<List<PaceSignal>> SIGNALS =
            Field.required(
                    "signals",
                    new ListShape<>(SIGNAL, 1, MAX_SIGNALS, Repeats.ALLOWED),
                    "What is measured; the worst of them counts");

    static final Field<Optional<PaceSteering>> STEER =
            Field.optional(
                            "steer",
                            ObjectShape.named(
                                            "PaceSteering",
                                            "How rates follow what the jobs work on: down before it suffers, and up again")
                                    .fields(SIGNALS, FLOOR, SAFE, SETTLE, CLIMB, EVERY)
                                    .check(PaceSteeringSection::check)
                                    .build(PaceSteeringSection::steering),
                            "What brings the rates of all jobs together down, and up again; those by a header stay")
                    .example(
                            "{signals: [{name: lag, http: {url: \"http://db/lag\"}, healthy: 1, danger: 10}]}");

    private PaceSteeringSection() {}

    private static ObjectShape<PaceSignal> signal(String name, Field<Source> source) {
        return ObjectShape.named(name, source.description())
                .fields(source, NAME, HEALTHY, DANGER, SMOOTHING, STALE)
                .check(PaceSteeringSection::checkLevels)
                .build(
                        v ->
                                new PaceSignal(
                                        v.get(NAME),
                                        v.get(source),
                                        v.get(HEALTHY),
                                        v.get(DANGER),
                                        v.get(SMOOTHING),
                                        v.get(STALE)));
    }

    private static void checkLevels(Values v) {
        if (v.find(HEALTHY).isPresent() && v.find(HEALTHY).equals(v.find(DANGER))) {
            v.report(
                    new Problem(
                            v.at(DANGER),
                            ProblemCode.OUT_OF_RANGE,
                            "'danger' is what 'healthy' is: nobody could tell them apart"));
        }
    }

    private static void check(Values v) {
        int floor = v.find(FLOOR).orElse(0);
        int safe = v.find(SAFE).orElse(floor);
        if (floor > safe) {
            v.report(
                    new Problem(
                            v.at(FLOOR),
                            ProblemCode.OUT_OF_RANGE,
                            "'floor' is %d%%, and 'safe' only %d%%: make it smaller"
                                    .formatted(floor, safe)));
        }
        Set<String> names = new HashSet<>();
        v.find(SIGNALS).orElseGet(List::of).stream()
                .map(PaceSignal::name)
                .filter(name -> !names.add(name))
                .distinct()
                .forEach(
                        name ->
                                v.report(
                                        new Problem(
                                                v.at(SIGNALS),
                                                ProblemCode.REPEATED,
                                                "two signals are called '%s'".formatted(name))));
    }

    private static PaceSteering steering(Values v) {
        return new PaceSteering(
                v.get(FLOOR),
                v.get(SAFE),
                v.get(SETTLE),
                v.get(CLIMB),
                v.get(EVERY),
                v.get(SIGNALS));
    }
}
