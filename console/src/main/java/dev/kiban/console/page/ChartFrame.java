package dev.kiban.console.page;

import dev.kiban.console.page.Chart.Guide;
import dev.kiban.console.page.Chart.Line;
import dev.kiban.console.page.Chart.Piece;
import dev.kiban.console.page.Chart.Scale;
import dev.kiban.console.page.Chart.Tick;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/// What charts over the same time share: its axis, where nobody measured, and what happened.
///
/// @param gaps of which there can be several in a row
record ChartFrame(
        Visitor visitor,
        Instant start,
        Instant end,
        Duration step,
        List<Piece> gaps,
        List<Chart.Mark> marks) {

    ChartFrame {
        gaps = List.copyOf(gaps);
        marks = List.copyOf(marks);
    }

    /// Values and what they are called.
    ///
    /// @param times of the values
    /// @param words of a value, for people
    record Series(
            Phrase title,
            List<Instant> times,
            List<OptionalDouble> values,
            Function<Double, String> words) {}

    Scale scale(double low, double high) {
        return new Scale(start, end, low, high);
    }

    /// A chart of one line, from zero up.
    ///
    /// @param word of the line, for the style sheet
    /// @param least so high at least, so that small noise does not look like a mountain
    Chart chart(Series series, String word, double least) {
        Scale scale = scale(0, nice(Math.max(least, max(series.values()))));
        return chart(
                series,
                List.of(scale.line(word, "", series.times(), series.values())),
                upTo(scale, series.words()),
                texts(series.values(), series.words()));
    }

    /// A chart.
    ///
    /// @param said what is told of each time
    Chart chart(Series series, List<Line> lines, List<Guide> guides, List<String> said) {
        String title = visitor.say(series.title());
        List<Tick> axis = new TimeAxis(visitor, start, end).ticks();
        return new Chart(
                title,
                summary(title, series.values(), series.words()),
                lines,
                guides,
                gaps,
                points(series.times(), said),
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
        double width = width();
        for (int i = 0; i < times.size(); i++) {
            String label = visitor.figures().shortTime(times.get(i)) + ": " + said.get(i);
            points.add(new Piece(scale(0, 1).x(times.get(i)) - width / 2, width, label));
        }
        return points;
    }

    /// Of a piece.
    private double width() {
        return scale(0, 1).x(start.plus(step));
    }

    /// Where nobody measured: pieces in a row are one gap.
    ///
    /// @param starts of pieces that nobody measured, in order
    ChartFrame withGaps(List<Instant> starts) {
        List<Piece> found = new ArrayList<>();
        double width = width();
        for (Instant from : starts) {
            double x = scale(0, 1).x(from);
            boolean goesOn =
                    !found.isEmpty()
                            && Math.abs(found.getLast().x() + found.getLast().width() - x)
                                    < width / 2;
            double begin = goesOn ? found.removeLast().x() : x;
            found.add(new Piece(begin, x + width - begin, visitor.say(Phrase.MARK_NOT_MEASURED)));
        }
        return new ChartFrame(visitor, start, end, step, found, marks);
    }

    static List<Guide> upTo(Scale scale, Function<Double, String> words) {
        double half = scale.high() / 2;
        return List.of(
                new Guide(scale.y(scale.high()), words.apply(scale.high()), false),
                new Guide(scale.y(half), words.apply(half), false),
                new Guide(scale.y(0), "", true));
    }

    List<String> texts(List<OptionalDouble> values, Function<Double, String> words) {
        return values.stream()
                .map(
                        value ->
                                value.isPresent()
                                        ? words.apply(value.getAsDouble())
                                        : visitor.say(Phrase.UNKNOWN))
                .toList();
    }

    static double max(List<OptionalDouble> values) {
        return values.stream().mapToDouble(value -> value.orElse(0)).max().orElse(0);
    }

    static double min(List<OptionalDouble> values) {
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
