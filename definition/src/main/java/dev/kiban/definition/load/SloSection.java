package dev.kiban.definition.load;

import dev.kiban.definition.Alerting;
import dev.kiban.definition.Alerting.Severity;
import dev.kiban.definition.Indicator;
import dev.kiban.definition.Objective;
import dev.kiban.definition.Period;
import dev.kiban.definition.Slo;
import dev.kiban.definition.shape.ChoiceShape;
import dev.kiban.definition.shape.EitherShape;
import dev.kiban.definition.shape.Field;
import dev.kiban.definition.shape.ListShape;
import dev.kiban.definition.shape.ObjectShape;
import dev.kiban.definition.shape.Values;
import dev.kiban.definition.shape.WholeShape;
import dev.kiban.kernel.Share;
import dev.kiban.kernel.SloName;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// A service's `slos`: what good service means, for which time, and who is told.
final class SloSection {
    private static final int MAX_BAD_EVENTS = 1_000_000;

    private static final Field<SloName> NAME =
            Field.required(
                            "name",
                            Texts.SLO_NAME,
                            "What the SLO is called; no other of the service has the name")
                    .example("availability");
    private static final Field<String> DESCRIPTION =
            Field.withDefault(
                            "description",
                            Texts.PARAGRAPHS,
                            "\"\"",
                            "What it means to users, for whoever is woken by it")
                    .example("Buyers can look at items.");
    private static final Field<Indicator> INDICATOR =
            Field.required("indicator", IndicatorSection.SHAPE, "What is counted as good");
    private static final Field<Share> OBJECTIVE =
            Field.required(
                            "objective",
                            SloTexts.TARGET,
                            "The share that must be good; what is left of 100% is the budget")
                    .example("99.9%");

    private static final Field<Duration> SLICE =
            Field.withDefault(
                    "slice",
                    ChoiceShape.of("1m", Duration.ofMinutes(1), "")
                            .or("5m", Duration.ofMinutes(5), ""),
                    "1m",
                    "How long a slice is");
    private static final Field<Share> GOOD =
            Field.required(
                            "good",
                            SloTexts.SHARE,
                            "The share of a slice's events that makes it a good one")
                    .example("95%");
    private static final Field<Optional<Slices>> TIME_SLICES =
            Field.optional(
                    "timeSlices",
                    ObjectShape.named(
                                    "TimeSlices",
                                    "Good slices of time are counted in place of good events: quiet hours weigh as much as busy ones")
                            .fields(SLICE, GOOD)
                            .build(v -> new Slices(v.get(SLICE), v.get(GOOD))),
                    "Counts good slices of time in place of good events");

    private static final Field<Integer> ROLLING =
            Field.required("rolling", SloTexts.DAYS, "The last so many days, of 24 hours each")
                    .example("28d");
    private static final Field<Period.Unit> CALENDAR =
            Field.required(
                    "calendar",
                    ChoiceShape.of("month", Period.Unit.MONTH, "The calendar's month")
                            .or(
                                    "quarter",
                                    Period.Unit.QUARTER,
                                    "Three months, from January, April, July or October"),
                    "The current month or quarter; its budget starts anew with the next");
    private static final Field<ZoneId> ZONE =
            Field.withDefault("zone", SloTexts.ZONE, "UTC", "The time zone in which it begins")
                    .example("Asia/Tokyo");
    private static final Field<Period> PERIOD =
            Field.withDefault(
                    "period",
                    new EitherShape<>(
                            "Period",
                            List.of(
                                    ObjectShape.named("RollingPeriod", "A period that ends now")
                                            .fields(ROLLING)
                                            .build(v -> new Period.Rolling(v.get(ROLLING))),
                                    ObjectShape.named("CalendarPeriod", "A period of the calendar")
                                            .fields(CALENDAR, ZONE)
                                            .build(
                                                    v ->
                                                            new Period.Calendar(
                                                                    v.get(CALENDAR),
                                                                    v.get(ZONE))))),
                    "{rolling: 28d}",
                    "What the budget is for; 28 days always have the same number of weekends");

    private static final Field<Severity> SEVERITY =
            Field.required(
                    "severity",
                    ChoiceShape.of("page", Severity.PAGE, "Somebody looks now")
                            .or("ticket", Severity.TICKET, "Somebody looks on a working day"),
                    "How loudly people are told");
    private static final Field<Duration> WINDOW =
            Field.required(
                            "window",
                            SloTexts.HOURS,
                            "The time in which the budget goes; a second window of a twelfth of it ends the alert soon after the trouble does")
                    .example("6h");
    private static final Field<Share> BUDGET =
            Field.required(
                            "budget",
                            SloTexts.SPEND,
                            "The share of the period's budget that must not go within the window")
                    .example("5%");
    private static final Field<List<Alerting.Tier>> TIERS =
            Field.withDefault(
                    "tiers",
                    ListShape.of(
                            ObjectShape.named(
                                            "AlertTier",
                                            "Tells people when too much of the budget goes within one window")
                                    .fields(SEVERITY, WINDOW, BUDGET)
                                    .build(
                                            v ->
                                                    new Alerting.Tier(
                                                            v.get(SEVERITY),
                                                            v.get(WINDOW),
                                                            v.get(BUDGET),
                                                            v.at()))),
                    "[]",
                    "When people are told; without it, as is usual for the period");
    private static final Field<Integer> MIN_BAD_EVENTS =
            Field.withDefault(
                    "minBadEvents",
                    new WholeShape(1, MAX_BAD_EVENTS),
                    "5",
                    "How many bad events, or bad slices, a window needs before anybody is told: one failure wakes nobody where little happens");
    private static final Field<Alerting> ALERTING =
            Field.withDefault(
                    "alerting",
                    ObjectShape.named("Alerting", "When somebody is told that the budget burns")
                            .fields(MIN_BAD_EVENTS, TIERS)
                            .build(v -> new Alerting(v.get(MIN_BAD_EVENTS), v.get(TIERS))),
                    "{}",
                    "When somebody is told that the budget burns");
    private static final Field<Optional<URI>> PLAYBOOK =
            Field.optional("playbook", Texts.URL, "What to do when the budget burns")
                    .example("https://example.com/playbooks/item");

    static final ListShape<Slo> SHAPE =
            ListShape.of(
                    ObjectShape.named("Slo", "What good service means, in one respect")
                            .fields(
                                    NAME,
                                    DESCRIPTION,
                                    INDICATOR,
                                    OBJECTIVE,
                                    TIME_SLICES,
                                    PERIOD,
                                    ALERTING,
                                    PLAYBOOK)
                            .build(SloSection::build));

    private record Slices(Duration slice, Share good) {}

    private SloSection() {}

    private static Slo build(Values v) {
        Objective objective =
                v.get(TIME_SLICES)
                        .<Objective>map(
                                slices ->
                                        new Objective.TimeSlices(
                                                v.get(OBJECTIVE), slices.slice(), slices.good()))
                        .orElseGet(() -> new Objective.Occurrences(v.get(OBJECTIVE)));
        return new Slo(
                v.get(NAME),
                v.get(DESCRIPTION),
                v.get(INDICATOR),
                objective,
                v.get(PERIOD),
                v.get(ALERTING),
                v.get(PLAYBOOK),
                v.at());
    }
}
