package dev.kiban.console.page;

import dev.kiban.console.Paces.Moment;
import dev.kiban.console.Paces.Profile;
import dev.kiban.console.Paces.Span;
import dev.kiban.console.page.Chart.Scale;
import dev.kiban.console.page.ChartFrame.Series;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Draws the charts of a pace, all over the same time.
final class PaceCharts {
    /// Of a chart that says nothing large.
    private static final double LEAST_RATE = 0.1;

    private static final double LEAST_COUNT = 5;

    private final Visitor visitor;
    private final Profile profile;
    private final List<Instant> starts;
    private final List<Optional<Moment>> moments;
    private final ChartFrame frame;

    private PaceCharts(Visitor visitor, Profile profile, List<Moment> past, Span span) {
        this.visitor = visitor;
        this.profile = profile;
        this.starts =
                Stream.iterate(
                                span.start(),
                                at -> at.isBefore(span.end()),
                                at -> at.plus(span.step()))
                        .toList();
        Map<Instant, Moment> byStart =
                past.stream().collect(Collectors.toMap(Moment::start, moment -> moment));
        this.moments = starts.stream().map(at -> Optional.ofNullable(byStart.get(at))).toList();
        this.frame =
                new ChartFrame(visitor, span.start(), span.end(), span.step(), List.of(), List.of())
                        .withGaps(starts.stream().filter(at -> !byStart.containsKey(at)).toList());
    }

    /// All charts of a pace; none without a past.
    static List<Chart> of(Visitor visitor, Profile profile, Span span) {
        return profile.past()
                .map(past -> new PaceCharts(visitor, profile, past, span).all())
                .orElse(List.of());
    }

    private List<Chart> all() {
        List<Chart> charts = new ArrayList<>();
        charts.add(started());
        charts.add(one(Phrase.IN_LINE, "waiting", Moment::inLine));
        if (profile.pace().now().flatMap(now -> now.inFlight()).isPresent()) {
            charts.add(one(Phrase.IN_FLIGHT, "flight", Moment::inFlight));
        }
        charts.add(refused());
        if (profile.pace().now().flatMap(now -> now.steering()).isPresent()) {
            charts.add(share());
        }
        return charts;
    }

    /// Rate against limit.
    private Chart started() {
        List<OptionalDouble> started = values(Moment::started);
        List<OptionalDouble> rates =
                moments.stream()
                        .map(one -> one.map(Moment::rate).orElseGet(OptionalDouble::empty))
                        .toList();
        double high = Math.max(ChartFrame.max(started), ChartFrame.max(rates));
        Scale scale = frame.scale(0, ChartFrame.nice(Math.max(LEAST_RATE, high)));
        List<Chart.Line> lines = new ArrayList<>();
        lines.add(scale.line("started", "", middles(), started));
        lines.add(scale.line("rate", visitor.say(Phrase.ALLOWED_KEY), middles(), rates));
        List<String> said = new ArrayList<>();
        for (int i = 0; i < started.size(); i++) {
            said.add(said(started.get(i), rates.get(i)));
        }
        return frame.chart(
                new Series(Phrase.STARTED_CHART, middles(), started, this::aSecond),
                lines,
                ChartFrame.upTo(scale, this::aSecond),
                said);
    }

    private String said(OptionalDouble started, OptionalDouble rate) {
        if (started.isEmpty()) {
            return visitor.say(Phrase.UNKNOWN);
        }
        String words = aSecond(started.getAsDouble());
        return rate.isEmpty()
                ? words
                : visitor.say(Phrase.STARTED_AND_ALLOWED, words, aSecond(rate.getAsDouble()));
    }

    private Chart one(Phrase title, String word, ToDoubleFunction<Moment> value) {
        return frame.chart(
                new Series(title, middles(), values(value), visitor.figures()::number),
                word,
                LEAST_COUNT);
    }

    private Chart refused() {
        return frame.chart(
                new Series(Phrase.REFUSED_CHART, middles(), values(Moment::refused), this::aSecond),
                "errors",
                LEAST_RATE);
    }

    private Chart share() {
        List<OptionalDouble> shares = values(Moment::share);
        Function<Double, String> words = visitor.figures()::smallPercent;
        Scale scale = frame.scale(0, 1);
        return frame.chart(
                new Series(Phrase.SHARE_CHART, middles(), shares, words),
                List.of(scale.line("share", "", middles(), shares)),
                ChartFrame.upTo(scale, words),
                frame.texts(shares, words));
    }

    private String aSecond(double value) {
        return visitor.say(Phrase.A_SECOND, visitor.figures().number(value));
    }

    private List<OptionalDouble> values(ToDoubleFunction<Moment> value) {
        return moments.stream()
                .map(
                        one ->
                                one.isPresent()
                                        ? OptionalDouble.of(value.applyAsDouble(one.get()))
                                        : OptionalDouble.empty())
                .toList();
    }

    private List<Instant> middles() {
        return starts.stream().map(at -> at.plus(frame.step().dividedBy(2))).toList();
    }
}
