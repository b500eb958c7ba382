package dev.kiban.slo.export;

import dev.kiban.definition.Objective.Occurrences;
import dev.kiban.definition.Objective.TimeSlices;
import dev.kiban.definition.Period;
import dev.kiban.slo.BurnTier;
import dev.kiban.slo.PeriodWindow;
import dev.kiban.slo.Ratio;
import dev.kiban.slo.SloPlan.ServiceSlo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/// The rules of one SLO, in the order in which they need each other: counts of all windows, the
/// budget, what burns, alerts.
final class RuleGroup {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
    private static final String SLICE = "slo:kiban_bad:slice";

    /// Longer windows are put together from what was recorded of five minutes: to read all
    /// samples of days each minute is too slow.
    private static final Duration READ_WHOLE = Duration.ofHours(6);

    /// As [dev.kiban.slo.Tally] has it: below nothing is concluded.
    private static final Ratio MIN_COVERAGE = Ratio.of(9, 10);

    private final ServiceSlo slo;
    private final Counted counted;
    private final List<BurnTier> tiers;
    private final Duration length;
    private final Ratio allowed;
    private final String selector;

    RuleGroup(ServiceSlo slo, Counted counted, Instant now) {
        this.slo = slo;
        this.counted = counted;
        this.tiers = slo.tiers(now);
        this.length = PeriodWindow.at(now, slo.slo().period()).length();
        this.allowed = Ratio.of(slo.slo().objective().budget());
        this.selector =
                "service=%s,slo=%s"
                        .formatted(
                                Promql.text(slo.service().value()),
                                Promql.text(slo.slo().name().value()));
    }

    String print() {
        StringBuilder out = new StringBuilder();
        out.append("  # %s of %s%n".formatted(slo.slo().objective().target(), period()));
        out.append("  - name: kiban-slo/%s/%s%n".formatted(slo.service(), slo.slo().name()));
        out.append("    interval: 1m%n    rules:%n".formatted());
        rules().forEach(rule -> out.append(rule.print()));
        return out.toString();
    }

    private List<Rule> rules() {
        List<Rule> rules = new ArrayList<>(counts());
        rules.addAll(budget());
        tiers.forEach(tier -> rules.add(burning(tier)));
        for (int i = 0; i < tiers.size(); i++) {
            rules.add(alert(tiers.get(i), tiers.subList(0, i)));
        }
        rules.add(blind());
        return rules;
    }

    private List<Rule> counts() {
        SortedSet<Duration> windows = new TreeSet<>();
        windows.add(FIVE_MINUTES);
        tiers.forEach(tier -> windows.addAll(List.of(tier.window(), tier.shortWindow())));
        if (slo.slo().period() instanceof Period.Rolling) {
            windows.add(length);
        }
        List<Rule> rules = new ArrayList<>();
        if (slo.slo().objective() instanceof TimeSlices slices) {
            rules.add(series(SLICE, slice(slices)));
        }
        for (Duration window : windows) {
            boolean whole = window.compareTo(READ_WHOLE) <= 0;
            rules.addAll(whole ? read(window) : fromShorter(window));
        }
        return rules;
    }

    private List<Rule> read(Duration window) {
        return switch (slo.slo().objective()) {
            case Occurrences _ ->
                    List.of(
                            series(bad(window), counted.bad().apply(Promql.time(window))),
                            series(valid(window), counted.valid().apply(Promql.time(window))));
            case TimeSlices(_, Duration slice, _) -> {
                // A second less, or a moment on the edge would bring one slice too many.
                String range =
                        "%s[%ds:%s]"
                                .formatted(of(SLICE), window.toSeconds() - 1, Promql.time(slice));
                yield List.of(
                        series(bad(window), "sum_over_time(%s)".formatted(range)),
                        series(valid(window), "count_over_time(%s)".formatted(range)));
            }
        };
    }

    /// Each minute has recorded the sum of five.
    private List<Rule> fromShorter(Duration window) {
        String sum = "sum_over_time(%s[%s]) / 5";
        String time = Promql.time(window);
        return List.of(
                series(bad(window), sum.formatted(of(bad(FIVE_MINUTES)), time)),
                series(valid(window), sum.formatted(of(valid(FIVE_MINUTES)), time)));
    }

    /// A slice is bad if more of its events are bad than may be; one in which nothing happened is
    /// good.
    private String slice(TimeSlices slices) {
        String time = Promql.time(slices.slice());
        Ratio most = Ratio.of(slices.good().rest());
        return "%s * (%n%s%n)%n> bool%n%s * (%n%s%n)"
                .formatted(
                        most.denominator(),
                        counted.bad().apply(time),
                        most.numerator(),
                        counted.valid().apply(time));
    }

    /// Of a rolling period only: Prometheus knows no calendar.
    private List<Rule> budget() {
        if (!(slo.slo().period() instanceof Period.Rolling)) {
            return List.of();
        }
        return List.of(
                series("slo:kiban_budget:remaining", remaining()),
                series(
                        "slo:kiban_coverage:ratio",
                        "%s / %d".formatted(measured(length), length.toMinutes())));
    }

    private String measured(Duration window) {
        return "count_over_time(%s[%s])".formatted(of(valid(FIVE_MINUTES)), Promql.time(window));
    }

    private String remaining() {
        return switch (slo.slo().objective()) {
            case Occurrences _ ->
                    "1 - %s * %s / (%s * (%s > 0))%n  or%n1 + 0 * %s"
                            .formatted(
                                    allowed.denominator(),
                                    of(bad(length)),
                                    allowed.numerator(),
                                    of(valid(length)),
                                    of(valid(length)));
            case TimeSlices(_, Duration slice, _) -> {
                Ratio each = Ratio.of(slice, length).dividedBy(allowed);
                yield "1 - %s * %s / %s"
                        .formatted(each.numerator(), of(bad(length)), each.denominator());
            }
        };
    }

    /// The share of the budget that the long window has cost, while both windows burn too fast,
    /// enough is bad and enough was measured.
    private Rule burning(BurnTier tier) {
        Ratio threshold = tier.threshold(slo.slo().objective().budget());
        Ratio price = Ratio.of(tier.budget()).dividedBy(threshold);
        Ratio enough = MIN_COVERAGE.times(Ratio.of(tier.window(), MINUTE));
        String query =
                """
                %s * %s / (%s * %s)
                  and
                %s
                  and
                %s
                  and
                %s >= %d
                  and
                %s >= %s"""
                        .formatted(
                                price.numerator(),
                                of(bad(tier.window())),
                                price.denominator(),
                                of(valid(tier.window())),
                                exceeds(tier.window(), threshold),
                                exceeds(tier.shortWindow(), threshold),
                                of(bad(tier.window())),
                                slo.slo().alerting().minBadEvents(),
                                measured(tier.window()),
                                enough);
        Map<String, String> labels = labels();
        labels.put("tier", tier.toString());
        return new Rule.Series("slo:kiban_burning:spent", query, labels);
    }

    private String exceeds(Duration window, Ratio threshold) {
        return "%s * %s > %s * %s"
                .formatted(
                        threshold.denominator(),
                        of(bad(window)),
                        threshold.numerator(),
                        of(valid(window)));
    }

    /// A faster tier speaks for the slower ones.
    private Rule alert(BurnTier tier, List<BurnTier> faster) {
        String query = burningOf(List.of(tier));
        if (!faster.isEmpty()) {
            query += "%n  unless on (service, slo)%n%s".formatted(burningOf(faster));
        }
        Map<String, String> labels = labels();
        labels.put("severity", tier.severity().name().toLowerCase(Locale.ROOT));
        labels.put("tier", tier.toString());
        return new Rule.Alert(
                "KibanSloBurn", query, labels, new BurnText(slo, period(), length).of(tier));
    }

    private String burningOf(List<BurnTier> some) {
        return "slo:kiban_burning:spent{%s,tier=~%s}"
                .formatted(selector, Promql.anyOf(some.stream().map(BurnTier::toString).toList()));
    }

    /// Blindness must not look like health.
    private Rule blind() {
        Map<String, String> labels = labels();
        labels.put("severity", "ticket");
        return new Rule.Alert(
                "KibanSloBlind",
                "absent_over_time(%s[15m])".formatted(of(valid(FIVE_MINUTES))),
                labels,
                BurnText.blind(slo));
    }

    private String period() {
        return switch (slo.slo().period()) {
            case Period.Rolling(int days) -> "%d days".formatted(days);
            case Period.Calendar(Period.Unit unit, _) ->
                    "a %s, as long as this one: %s days"
                            .formatted(
                                    unit.name().toLowerCase(Locale.ROOT),
                                    Ratio.of(length, Duration.ofDays(1))
                                            .rounded(2)
                                            .stripTrailingZeros()
                                            .toPlainString());
        };
    }

    private Rule series(String name, String query) {
        return new Rule.Series(name, query, labels());
    }

    private Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("service", slo.service().value());
        labels.put("slo", slo.slo().name().value());
        labels.put("team", slo.owner().value());
        return labels;
    }

    private String of(String series) {
        return "%s{%s}".formatted(series, selector);
    }

    private static String bad(Duration window) {
        return "slo:kiban_bad:sum" + Promql.time(window);
    }

    private static String valid(Duration window) {
        return "slo:kiban_valid:sum" + Promql.time(window);
    }
}
