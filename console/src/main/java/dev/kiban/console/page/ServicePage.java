package dev.kiban.console.page;

import dev.kiban.console.Board.Health;
import dev.kiban.console.Profiles.History;
import dev.kiban.console.Profiles.Profile;
import dev.kiban.definition.Period;
import dev.kiban.slo.Budget;
import dev.kiban.slo.BudgetHistory.Moment;
import dev.kiban.slo.Ratio;
import dev.kiban.slo.Traffic.Slice;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Everything about one service.
///
/// @param objectives in the order written
/// @param charts of requests, errors and latency; empty without a store
/// @param panel what its team can change
public record ServicePage(
        Visitor visitor,
        Profile profile,
        TimeRange range,
        List<Objective> objectives,
        List<Chart> charts,
        List<Slice> slices,
        ChangePanel panel,
        DemoNotice demo) {

    public ServicePage {
        objectives = List.copyOf(objectives);
        charts = List.copyOf(charts);
        slices = List.copyOf(slices);
    }

    /// One SLO.
    ///
    /// @param backlog what waits of its flow, if it is about one and there is a store
    /// @param charts of its budget and burn; empty without a store
    /// @param moments what they are drawn from
    public record Objective(
            Health health,
            Mark mark,
            Optional<BacklogLine> backlog,
            List<Chart> charts,
            List<Moment> moments) {

        public Objective {
            charts = List.copyOf(charts);
            moments = List.copyOf(moments);
        }

        /// The period in words.
        public String period(Visitor visitor) {
            return switch (health.slo().period()) {
                case Period.Rolling(int days) ->
                        visitor.say(Phrase.PERIOD_DAYS, visitor.figures().count(days));
                case Period.Calendar(Period.Unit unit, ZoneId zone) ->
                        visitor.say(
                                switch (unit) {
                                    case MONTH -> Phrase.PERIOD_MONTH;
                                    case QUARTER -> Phrase.PERIOD_QUARTER;
                                },
                                zone.getId());
            };
        }

        /// The budget, if enough was measured to conclude something from it.
        public Optional<Budget> known() {
            return Optional.of(health.budget()).filter(budget -> !budget.isBlind());
        }

        /// Whether a correction makes a difference.
        public boolean isCorrected() {
            return !health.budgets().corrected().equals(health.budgets().asMeasured());
        }
    }

    /// @param panel of the same service, for the same reader
    public static ServicePage of(ChangePanel panel, TimeRange range, DemoNotice demo) {
        Visitor visitor = panel.visitor();
        Profile profile = panel.profile();
        ChartSet drawn = new ChartSet(visitor, profile, range.range());
        List<Objective> objectives = new ArrayList<>();
        for (Health health : profile.health()) {
            Optional<History> history =
                    profile.histories().stream()
                            .filter(each -> each.slo().equals(health.slo()))
                            .findFirst();
            objectives.add(
                    new Objective(
                            health,
                            Mark.of(health),
                            BacklogLine.of(visitor, health.slo(), profile.backlogs()),
                            history.map(each -> List.of(drawn.budget(each), drawn.burn(each)))
                                    .orElse(List.of()),
                            history.map(History::moments).orElse(List.of())));
        }
        List<Chart> traffic =
                profile.traffic().isEmpty()
                        ? List.of()
                        : List.of(drawn.requests(), drawn.errors(), drawn.latency());
        return new ServicePage(
                visitor, profile, range, objectives, traffic, drawn.slices(), panel, demo);
    }

    /// The worst state of its SLOs.
    public Mark mark() {
        return objectives.stream()
                .map(Objective::mark)
                .min(Comparator.naturalOrder())
                .orElse(Mark.NO_OBJECTIVE);
    }

    /// What can be chosen as the time to see.
    public List<String> choices() {
        return TimeRange.ORDER;
    }

    /// As people say it: `28 d`.
    public String choiceLabel(String choice) {
        return AlertLine.span(
                visitor, TimeRange.CHOICES.getOrDefault(choice, range.range().step()));
    }

    public boolean isChosen(String choice) {
        return range.last().filter(choice::equals).isPresent();
    }

    /// The address of the same page over another time.
    public String last(String choice) {
        return address(Map.of("last", choice));
    }

    /// The address of what is seen now, whenever it is opened.
    public String permanent() {
        return address(
                Map.of(
                        "from", range.range().start().toString(),
                        "to", range.range().end().toString()));
    }

    private String address(Map<String, String> time) {
        Map<String, String> query = new TreeMap<>(time);
        if (!visitor.asked("zone").isEmpty()) {
            query.put("zone", visitor.zone().getId());
        }
        return Visitor.address(visitor.path(), query);
    }

    /// How much depends on it.
    public String tier() {
        return visitor.say(
                switch (profile.service().tier()) {
                    case CRITICAL -> Phrase.TIER_CRITICAL;
                    case STANDARD -> Phrase.TIER_STANDARD;
                    case EXPERIMENTAL -> Phrase.TIER_EXPERIMENTAL;
                });
    }

    /// The latency of a piece, for the table.
    public String latency(Slice slice, int percentile) {
        return slice.latency(Ratio.of(percentile, 100))
                .map(time -> visitor.figures().seconds(time.toNanos() / 1e9))
                .orElse("–");
    }
}
