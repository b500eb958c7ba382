package dev.kiban.console.page;

import dev.kiban.console.Profiles.Happening;
import dev.kiban.console.Profiles.History;
import dev.kiban.console.Profiles.Profile;
import dev.kiban.console.Profiles.Range;
import dev.kiban.console.page.Chart.Guide;
import dev.kiban.console.page.Chart.Line;
import dev.kiban.console.page.Chart.Scale;
import dev.kiban.console.page.ChartFrame.Series;
import dev.kiban.slo.Budget;
import dev.kiban.slo.BudgetHistory.Moment;
import dev.kiban.slo.Ratio;
import dev.kiban.slo.Traffic.Slice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/// Draws the charts of a service, all over the same time.
final class ChartSet {
    /// Of a chart that says nothing large: so that small noise does not look like a mountain.
    private static final double LEAST_BURN = 2;

    private static final double LEAST_ERRORS = 0.01;
    private static final double LEAST_RATE = 0.1;
    private static final double LEAST_SECONDS = 0.01;
    private static final double PLACES = 1e6;

    /// Latencies that are drawn: half of all requests, 95 and 99 of 100.
    static final List<Integer> PERCENTILES = List.of(50, 95, 99);

    private final Visitor visitor;
    private final Figures figures;
    private final List<Slice> slices;
    private final ChartFrame frame;

    ChartSet(Visitor visitor, Profile profile, Range range) {
        this.visitor = visitor;
        this.figures = visitor.figures();
        this.slices =
                profile.traffic().stream()
                        .flatMap(traffic -> traffic.slots().stream())
                        .filter(slice -> slice.start().isBefore(profile.asOf()))
                        .toList();
        this.frame = frame(profile, range);
    }

    private ChartFrame frame(Profile profile, Range range) {
        Scale scale = new Scale(range.start(), range.end(), 0, 1);
        List<Chart.Mark> marks =
                profile.happenings().stream().map(event -> mark(event, scale)).toList();
        return new ChartFrame(visitor, range.start(), range.end(), range.step(), List.of(), marks)
                .withGaps(slices.stream().filter(Slice::isGap).map(Slice::start).toList());
    }

    private static Chart.Mark mark(Happening happening, Scale scale) {
        return new Chart.Mark(scale.x(happening.at()), happening.sequence(), happening.summary());
    }

    List<Slice> slices() {
        return slices;
    }

    Chart budget(History history) {
        List<OptionalDouble> left =
                values(history, moment -> value(moment.budget(), Budget::remaining));
        double low = Math.min(0, ChartFrame.min(left));
        Scale scale = frame.scale(low < 0 ? -ChartFrame.nice(-low) : 0, 1);
        List<Guide> guides = new ArrayList<>();
        guides.add(new Guide(scale.y(1), percent(1), false));
        guides.add(new Guide(scale.y(0), percent(0), true));
        if (low < 0) {
            guides.add(new Guide(scale.y(scale.low()), percent(scale.low()), false));
        }
        return frame.chart(
                new Series(Phrase.REMAINING, times(history), left, this::percent),
                List.of(
                        scale.line(
                                "over",
                                "",
                                times(history),
                                left.stream().map(ChartSet::below).toList()),
                        scale.line("budget", "", times(history), left)),
                guides,
                history.moments().stream()
                        .map(
                                moment ->
                                        moment.budget().isBlind()
                                                ? visitor.say(Phrase.UNKNOWN)
                                                : figures.percent(moment.budget().remaining()))
                        .toList());
    }

    Chart burn(History history) {
        List<OptionalDouble> burns =
                values(
                        history,
                        moment ->
                                moment.step().isBlind()
                                        ? OptionalDouble.empty()
                                        : OptionalDouble.of(
                                                number(
                                                        Budget.burn(
                                                                history.slo().objective(),
                                                                moment.step()))));
        Scale scale = frame.scale(0, ChartFrame.nice(Math.max(LEAST_BURN, ChartFrame.max(burns))));
        Function<Double, String> words = value -> figures.number(value) + "×";
        return frame.chart(
                new Series(Phrase.BURN_CHART, times(history), burns, words),
                List.of(scale.line("burn", "", times(history), burns)),
                List.of(
                        new Guide(scale.y(1), "1×", false),
                        new Guide(scale.y(scale.high()), figures.number(scale.high()) + "×", false),
                        new Guide(scale.y(0), "", true)),
                frame.texts(burns, words));
    }

    Chart requests() {
        List<OptionalDouble> rates = slices.stream().map(ChartSet::rate).toList();
        Function<Double, String> words =
                value -> visitor.say(Phrase.A_SECOND, figures.number(value));
        return frame.chart(
                new Series(Phrase.REQUESTS, middles(), rates, words), "requests", LEAST_RATE);
    }

    Chart errors() {
        List<OptionalDouble> ratios =
                slices.stream()
                        .map(
                                slice ->
                                        slice.valid() == 0
                                                ? OptionalDouble.empty()
                                                : OptionalDouble.of(
                                                        (double) slice.errors() / slice.valid()))
                        .toList();
        return frame.chart(
                new Series(Phrase.ERRORS, middles(), ratios, figures::smallPercent),
                "errors",
                LEAST_ERRORS);
    }

    Chart latency() {
        List<List<OptionalDouble>> all = PERCENTILES.stream().map(this::latencies).toList();
        Scale scale =
                frame.scale(
                        0, ChartFrame.nice(Math.max(LEAST_SECONDS, ChartFrame.max(all.getLast()))));
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            String word = "p" + PERCENTILES.get(i);
            lines.add(scale.line(word, word, middles(), all.get(i)));
        }
        List<String> said = new ArrayList<>();
        for (int i = 0; i < slices.size(); i++) {
            List<String> parts = new ArrayList<>();
            for (int each = 0; each < all.size(); each++) {
                int percentile = PERCENTILES.get(each);
                all.get(each)
                        .get(i)
                        .ifPresent(
                                value ->
                                        parts.add(
                                                "p%d %s"
                                                        .formatted(
                                                                percentile,
                                                                figures.seconds(value))));
            }
            said.add(parts.isEmpty() ? visitor.say(Phrase.UNKNOWN) : String.join(", ", parts));
        }
        return frame.chart(
                new Series(Phrase.LATENCY, middles(), all.getLast(), figures::seconds),
                lines,
                ChartFrame.upTo(scale, figures::seconds),
                said);
    }

    private List<OptionalDouble> latencies(int percentile) {
        return slices.stream()
                .map(
                        slice ->
                                slice.latency(Ratio.of(percentile, 100))
                                        .map(time -> OptionalDouble.of(time.toNanos() / 1e9))
                                        .orElseGet(OptionalDouble::empty))
                .toList();
    }

    private List<Instant> middles() {
        return slices.stream()
                .map(slice -> slice.start().plus(slice.length().dividedBy(2)))
                .toList();
    }

    private static List<Instant> times(History history) {
        return history.moments().stream().map(Moment::at).toList();
    }

    private static List<OptionalDouble> values(
            History history, Function<Moment, OptionalDouble> value) {
        return history.moments().stream().map(value).toList();
    }

    /// What lies under zero, so that it can have a colour of its own.
    private static OptionalDouble below(OptionalDouble value) {
        return value.isPresent() ? OptionalDouble.of(Math.min(0, value.getAsDouble())) : value;
    }

    private static OptionalDouble value(Budget budget, Function<Budget, Ratio> part) {
        return budget.isBlind()
                ? OptionalDouble.empty()
                : OptionalDouble.of(number(part.apply(budget)));
    }

    private static OptionalDouble rate(Slice slice) {
        return slice.isGap()
                ? OptionalDouble.empty()
                : OptionalDouble.of(slice.valid() / (slice.measuredMinutes() * 60.0));
    }

    private String percent(double value) {
        return figures.percent(Ratio.of(Math.round(value * PLACES), (long) PLACES));
    }

    private static double number(Ratio ratio) {
        return ratio.rounded(9).doubleValue();
    }
}
