package dev.kiban.console.page;

import dev.kiban.console.Profiles.Happening;
import dev.kiban.console.Profiles.History;
import dev.kiban.console.Profiles.Profile;
import dev.kiban.console.Profiles.Range;
import dev.kiban.console.page.Chart.Guide;
import dev.kiban.console.page.Chart.Line;
import dev.kiban.console.page.Chart.Piece;
import dev.kiban.console.page.Chart.Scale;
import dev.kiban.console.page.Chart.Tick;
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
    private final Range range;
    private final List<Slice> slices;
    private final List<Tick> axis;
    private final List<Piece> gaps;
    private final List<Chart.Mark> marks;

    ChartSet(Visitor visitor, Profile profile, Range range) {
        this.visitor = visitor;
        this.figures = visitor.figures();
        this.range = range;
        this.slices =
                profile.traffic().stream()
                        .flatMap(traffic -> traffic.slots().stream())
                        .filter(slice -> slice.start().isBefore(profile.asOf()))
                        .toList();
        this.axis = new TimeAxis(visitor, range).ticks();
        this.gaps = gaps();
        this.marks = profile.happenings().stream().map(this::mark).toList();
    }

    List<Slice> slices() {
        return slices;
    }

    Chart budget(History history) {
        List<OptionalDouble> left =
                values(history, moment -> value(moment.budget(), Budget::remaining));
        double low = Math.min(0, min(left));
        Scale scale = scale(low < 0 ? -nice(-low) : 0, 1);
        List<Guide> guides = new ArrayList<>();
        guides.add(new Guide(scale.y(1), percent(1), false));
        guides.add(new Guide(scale.y(0), percent(0), true));
        if (low < 0) {
            guides.add(new Guide(scale.y(scale.low()), percent(scale.low()), false));
        }
        return chart(
                Phrase.REMAINING,
                left,
                this::percent,
                List.of(
                        scale.line(
                                "over",
                                "",
                                times(history),
                                left.stream().map(ChartSet::below).toList()),
                        scale.line("budget", "", times(history), left)),
                guides,
                points(
                        times(history),
                        history.moments().stream()
                                .map(
                                        moment ->
                                                moment.budget().isBlind()
                                                        ? visitor.say(Phrase.UNKNOWN)
                                                        : figures.percent(
                                                                moment.budget().remaining()))
                                .toList()));
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
        Scale scale = scale(0, nice(Math.max(LEAST_BURN, max(burns))));
        return chart(
                Phrase.BURN_CHART,
                burns,
                value -> figures.number(value) + "×",
                List.of(scale.line("burn", "", times(history), burns)),
                List.of(
                        new Guide(scale.y(1), "1×", false),
                        new Guide(scale.y(scale.high()), figures.number(scale.high()) + "×", false),
                        new Guide(scale.y(0), "", true)),
                points(times(history), texts(burns, value -> figures.number(value) + "×")));
    }

    Chart requests() {
        List<OptionalDouble> rates = slices.stream().map(ChartSet::rate).toList();
        Function<Double, String> words =
                value -> visitor.say(Phrase.A_SECOND, figures.number(value));
        return traffic(Phrase.REQUESTS, "requests", rates, LEAST_RATE, words);
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
        return traffic(Phrase.ERRORS, "errors", ratios, LEAST_ERRORS, figures::smallPercent);
    }

    Chart latency() {
        List<List<OptionalDouble>> all = PERCENTILES.stream().map(this::latencies).toList();
        Scale scale = scale(0, nice(Math.max(LEAST_SECONDS, max(all.getLast()))));
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
        return chart(
                Phrase.LATENCY,
                all.getLast(),
                figures::seconds,
                lines,
                upTo(scale, figures::seconds),
                points(middles(), said));
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

    private Chart traffic(
            Phrase title,
            String word,
            List<OptionalDouble> values,
            double least,
            Function<Double, String> words) {
        Scale scale = scale(0, nice(Math.max(least, max(values))));
        return chart(
                title,
                values,
                words,
                List.of(scale.line(word, "", middles(), values)),
                upTo(scale, words),
                points(middles(), texts(values, words)));
    }

    private static List<Guide> upTo(Scale scale, Function<Double, String> words) {
        double half = scale.high() / 2;
        return List.of(
                new Guide(scale.y(scale.high()), words.apply(scale.high()), false),
                new Guide(scale.y(half), words.apply(half), false),
                new Guide(scale.y(0), "", true));
    }

    private Chart chart(
            Phrase title,
            List<OptionalDouble> values,
            Function<Double, String> words,
            List<Line> lines,
            List<Guide> guides,
            List<Piece> points) {
        return new Chart(
                visitor.say(title),
                summary(visitor.say(title), values, words),
                lines,
                guides,
                gaps,
                points,
                axis,
                marks);
    }

    private String summary(
            String title, List<OptionalDouble> values, Function<Double, String> words) {
        List<Double> known =
                values.stream()
                        .filter(OptionalDouble::isPresent)
                        .map(OptionalDouble::getAsDouble)
                        .toList();
        if (known.isEmpty()) {
            return visitor.say(Phrase.CHART_EMPTY, title);
        }
        return visitor.say(
                Phrase.CHART_SUMMARY,
                title,
                words.apply(min(values)),
                words.apply(max(values)),
                words.apply(known.getLast()));
    }

    private List<Piece> points(List<Instant> times, List<String> said) {
        List<Piece> points = new ArrayList<>();
        Scale scale = scale(0, 1);
        double width = scale.x(range.start().plus(range.step()));
        for (int i = 0; i < times.size(); i++) {
            String label = figures.shortTime(times.get(i)) + ": " + said.get(i);
            points.add(new Piece(scale.x(times.get(i)) - width / 2, width, label));
        }
        return points;
    }

    /// Pieces in a row that nobody measured are one gap.
    private List<Piece> gaps() {
        List<Piece> found = new ArrayList<>();
        Scale scale = scale(0, 1);
        double width = scale.x(range.start().plus(range.step()));
        for (Slice slice : slices) {
            if (!slice.isGap()) {
                continue;
            }
            double x = scale.x(slice.start());
            boolean goesOn =
                    !found.isEmpty()
                            && Math.abs(found.getLast().x() + found.getLast().width() - x)
                                    < width / 2;
            double from = goesOn ? found.removeLast().x() : x;
            found.add(new Piece(from, x + width - from, visitor.say(Phrase.MARK_NOT_MEASURED)));
        }
        return found;
    }

    private Chart.Mark mark(Happening happening) {
        return new Chart.Mark(
                scale(0, 1).x(happening.at()), happening.sequence(), happening.summary());
    }

    private Scale scale(double low, double high) {
        return new Scale(range.start(), range.end(), low, high);
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

    private List<String> texts(List<OptionalDouble> values, Function<Double, String> words) {
        return values.stream()
                .map(
                        value ->
                                value.isPresent()
                                        ? words.apply(value.getAsDouble())
                                        : visitor.say(Phrase.UNKNOWN))
                .toList();
    }

    private String percent(double value) {
        return figures.percent(Ratio.of(Math.round(value * PLACES), (long) PLACES));
    }

    private static double number(Ratio ratio) {
        return ratio.rounded(9).doubleValue();
    }

    private static double max(List<OptionalDouble> values) {
        return values.stream().mapToDouble(value -> value.orElse(0)).max().orElse(0);
    }

    private static double min(List<OptionalDouble> values) {
        return values.stream()
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .min()
                .orElse(0);
    }

    /// The next number upwards that people like: 1, 2 or 5 with zeros.
    static double nice(double value) {
        double unit = Math.pow(10, Math.floor(Math.log10(value)));
        for (double step : new double[] {1, 2, 5}) {
            if (step * unit >= value * (1 - 1e-9)) {
                return step * unit;
            }
        }
        return 10 * unit;
    }
}
