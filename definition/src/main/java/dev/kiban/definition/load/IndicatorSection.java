package dev.kiban.definition.load;

import dev.kiban.definition.Indicator;
import dev.kiban.definition.Indicator.Availability;
import dev.kiban.definition.Indicator.Events;
import dev.kiban.definition.Indicator.Freshness;
import dev.kiban.definition.Indicator.Latency;
import dev.kiban.definition.Indicator.Prometheus;
import dev.kiban.definition.Indicator.StatusRange;
import dev.kiban.definition.shape.ChoiceShape;
import dev.kiban.definition.shape.EitherShape;
import dev.kiban.definition.shape.Field;
import dev.kiban.definition.shape.ListShape;
import dev.kiban.definition.shape.ObjectShape;
import dev.kiban.definition.shape.TextRule;
import dev.kiban.definition.shape.TextShape;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// An SLO's `indicator`: what is counted, and what of it is good.
final class IndicatorSection {
    private static final Duration MAX_LATENCY = Duration.ofHours(1);
    private static final Duration MAX_AGE = Duration.ofDays(7);
    private static final int MAX_QUERY_LENGTH = 2_000;

    private static final TextShape<String> ROUTE =
            TextShape.of(
                    "a gRPC method such as GetItem, or an HTTP prefix such as /legacy/",
                    TextRule.matching("[A-Za-z_][A-Za-z0-9_]*|/(\\S*/)?"));
    private static final TextShape<StatusRange> STATUS =
            new TextShape<>(
                    "4xx, 5xx or a status such as \"429\"",
                    TextRule.matching("[45]xx|[1-5][0-9][0-9]"),
                    (text, _, _) -> Optional.of(statuses(text)));
    private static final TextShape<String> STREAM =
            TextShape.of(
                    "lower-case letters, digits and '-', with a letter or digit at both ends",
                    Texts.LABEL);
    private static final TextShape<String> QUERY =
            TextShape.of(
                    "a query in PromQL that counts over [$window]",
                    TextRule.matching("[\\s\\S]*\\[\\$window\\][\\s\\S]*").upTo(MAX_QUERY_LENGTH));

    private static final Field<List<String>> ROUTES =
            Field.withDefault(
                            "routes",
                            ListShape.ofDistinct(ROUTE),
                            "[]",
                            "The service's methods and prefixes that count; without it, all")
                    .example("[GetItem, ListItems]");
    private static final Field<List<StatusRange>> BAD =
            Field.withDefault(
                            "bad",
                            ListShape.ofDistinct(STATUS).notEmpty(),
                            "[5xx]",
                            "The HTTP statuses that are not good; those of gRPC count as what the gateway turns them into")
                    .example("[5xx, \"429\"]");
    private static final Field<Availability> AVAILABILITY =
            Field.required(
                            "availability",
                            ObjectShape.named(
                                            "Availability",
                                            "Requests that were answered at the gateway, and not with a bad status")
                                    .fields(ROUTES, BAD)
                                    .build(
                                            v ->
                                                    new Availability(
                                                            v.get(ROUTES), v.get(BAD), v.at())),
                            "Requests are answered")
                    .example("{routes: [GetItem]}");

    private static final Field<Duration> THRESHOLD =
            Field.required(
                            "threshold",
                            Texts.duration(Duration.ofMillis(1), MAX_LATENCY),
                            "The longest time that is good")
                    .example("300ms");
    private static final Field<Latency> LATENCY =
            Field.required(
                            "latency",
                            ObjectShape.named(
                                            "Latency",
                                            "Requests that were answered at the gateway in time")
                                    .fields(ROUTES, THRESHOLD)
                                    .build(
                                            v ->
                                                    new Latency(
                                                            v.get(ROUTES),
                                                            v.get(THRESHOLD),
                                                            v.at())),
                            "Requests are answered in time")
                    .example("{threshold: 300ms}");

    private static final Field<String> FLOW =
            Field.required("flow", STREAM, "The name under which beginnings and ends are told")
                    .example("search-index");
    private static final Field<Duration> WITHIN =
            Field.required(
                            "within",
                            Texts.duration(Duration.ofSeconds(1), MAX_AGE),
                            "The greatest age of unfinished work that is good")
                    .example("1m");
    private static final Field<Freshness> FRESHNESS =
            Field.required(
                            "freshness",
                            ObjectShape.named(
                                            "Freshness",
                                            "Work that was begun and is done in time; silence while work waits is bad")
                                    .fields(FLOW, WITHIN)
                                    .build(v -> new Freshness(v.get(FLOW), v.get(WITHIN))),
                            "Work is done in time")
                    .example("{flow: search-index, within: 1m}");

    private static final Field<String> STREAM_NAME =
            Field.required("stream", STREAM, "The name under which events are told")
                    .example("payments");
    private static final Field<Events> EVENTS =
            Field.required(
                            "events",
                            ObjectShape.named("Events", "Good and bad events that somebody tells")
                                    .fields(STREAM_NAME)
                                    .build(v -> new Events(v.get(STREAM_NAME))),
                            "Events that are told are good")
                    .example("{stream: payments}");

    private static final Field<URI> URL =
            Field.required("url", Texts.URL, "Where the Prometheus is")
                    .example("http://prometheus.internal:9090");
    private static final Field<String> GOOD =
            Field.required("good", QUERY, "A query for the number of good events")
                    .example("increase(orders_total{status=\"ok\"}[$window])");
    private static final Field<String> TOTAL =
            Field.required("total", QUERY, "A query for the number of all events")
                    .example("increase(orders_total[$window])");
    private static final Field<Duration> EVERY =
            Field.withDefault(
                    "every",
                    ChoiceShape.of("1m", Duration.ofMinutes(1), "")
                            .or("2m", Duration.ofMinutes(2), "")
                            .or("5m", Duration.ofMinutes(5), "")
                            .or("10m", Duration.ofMinutes(10), ""),
                    "1m",
                    "How often it is asked, and how long $window is");
    private static final Field<Prometheus> PROMETHEUS =
            Field.required(
                    "prometheus",
                    ObjectShape.named("PrometheusQueries", "What a Prometheus has counted")
                            .fields(URL, GOOD, TOTAL, EVERY)
                            .build(
                                    v ->
                                            new Prometheus(
                                                    v.get(URL),
                                                    v.get(GOOD),
                                                    v.get(TOTAL),
                                                    v.get(EVERY))),
                    "What a Prometheus counts is good");

    static final EitherShape<Indicator> SHAPE =
            new EitherShape<>(
                    "Indicator",
                    List.of(
                            alone("AvailabilityIndicator", AVAILABILITY),
                            alone("LatencyIndicator", LATENCY),
                            alone("FreshnessIndicator", FRESHNESS),
                            alone("EventsIndicator", EVENTS),
                            alone("PrometheusIndicator", PROMETHEUS)));

    private IndicatorSection() {}

    private static <T extends Indicator> ObjectShape<T> alone(String name, Field<T> field) {
        return ObjectShape.named(name, field.description()).fields(field).build(v -> v.get(field));
    }

    private static StatusRange statuses(String text) {
        if (text.endsWith("xx")) {
            return StatusRange.ofClass(text.charAt(0) - '0');
        }
        int status = Integer.parseInt(text);
        return new StatusRange(status, status);
    }
}
