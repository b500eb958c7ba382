package dev.kiban.slo.demo;

import dev.kiban.slo.CountStore;
import dev.kiban.slo.DemoHour;
import dev.kiban.slo.PeriodWindow;
import dev.kiban.slo.Shipment.Row;
import dev.kiban.slo.demo.ServicePast.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A past for services that have none: what a gateway would have counted, with troubles, releases,
/// and times in which nobody measured. The same seed gives the same past.
///
/// ```java
/// DemoHistory history = new DemoHistory(services, new Frame(time, bounds, zone), 7);
/// store.fill(bounds, history.hours());
/// history.releases().forEach(…);
/// ```
public final class DemoHistory {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int MINUTES = 60;
    private static final double LONG_GAP_AT = 0.55;
    private static final Duration LONG_GAP = Duration.ofMinutes(160);
    private static final Duration SHORT_GAP_BEFORE_END = Duration.ofHours(79);
    private static final Duration SHORT_GAP = Duration.ofMinutes(11);

    private final Frame frame;
    private final List<Plot> plots = new ArrayList<>();
    private final List<ServicePast> pasts = new ArrayList<>();
    private final List<PeriodWindow> gaps;

    /// What a past is made in.
    ///
    /// @param time whole minutes
    /// @param bounds of the latency buckets
    /// @param zone whose evenings are busy
    public record Frame(PeriodWindow time, List<Duration> bounds, ZoneId zone) {

        public Frame {
            bounds = List.copyOf(bounds);
        }
    }

    public DemoHistory(List<DemoService> services, Frame frame, long seed) {
        this.frame = frame;
        this.gaps = gaps(frame.time());
        for (DemoService service : services) {
            SplittableRandom random =
                    new SplittableRandom(seed * 31 + service.name().value().hashCode());
            Plot plot = new Plotter(service.name(), frame.time(), random).plot();
            plots.add(plot);
            pasts.add(new ServicePast(service, plot, frame, random));
        }
    }

    /// Of all services, oldest first.
    public List<DemoRelease> releases() {
        return plots.stream()
                .flatMap(plot -> plot.releases().stream())
                .sorted(Comparator.comparing(DemoRelease::at))
                .toList();
    }

    /// How many hours there are.
    public long length() {
        return Math.ceilDiv(Duration.between(first(), frame.time().end()).toMinutes(), MINUTES);
    }

    /// All hours, in order; to be read once.
    public Stream<DemoHour> hours() {
        return Stream.iterate(
                        first(),
                        start -> start.isBefore(frame.time().end()),
                        start -> start.plus(HOUR))
                .map(this::hour);
    }

    private Instant first() {
        return frame.time().start().truncatedTo(ChronoUnit.HOURS);
    }

    private DemoHour hour(Instant start) {
        List<Instant> minutes =
                Stream.iterate(start, minute -> minute.plus(MINUTE))
                        .limit(MINUTES)
                        .filter(minute -> holds(frame.time(), minute))
                        .toList();
        Clock clock = new Clock(start, minutes, minutes.stream().filter(this::isMeasured).toList());
        List<ServicePast.Hour> hours =
                pasts.stream()
                        .map(
                                past ->
                                        isKeptByTheMinute(start)
                                                ? past.hourByMinute(clock)
                                                : past.hour(clock))
                        .toList();
        return new DemoHour(
                start,
                bits(clock),
                hours.stream().flatMap(hour -> hour.rows().stream()).toList(),
                minutes(hours),
                hours.stream().flatMap(hour -> hour.alerts().stream()).toList());
    }

    private static long bits(Clock clock) {
        long bits = 0;
        for (Instant minute : clock.measured()) {
            bits |= 1L << Duration.between(clock.start(), minute).toMinutes();
        }
        return bits;
    }

    /// Those of all services at the same time are one.
    private static List<DemoHour.Minute> minutes(List<ServicePast.Hour> hours) {
        Map<Instant, List<Row>> rows = new TreeMap<>();
        hours.stream()
                .flatMap(hour -> hour.minutes().stream())
                .forEach(
                        minute ->
                                rows.computeIfAbsent(minute.start(), _ -> new ArrayList<>())
                                        .addAll(minute.rows()));
        return rows.entrySet().stream()
                .map(entry -> new DemoHour.Minute(entry.getKey(), entry.getValue()))
                .toList();
    }

    private boolean isKeptByTheMinute(Instant hour) {
        return hour.isAfter(frame.time().end().minus(CountStore.KEPT_MINUTES));
    }

    private boolean isMeasured(Instant minute) {
        return gaps.stream().noneMatch(gap -> holds(gap, minute));
    }

    private static boolean holds(PeriodWindow time, Instant moment) {
        return !moment.isBefore(time.start()) && moment.isBefore(time.end());
    }

    /// A long one somewhere in the middle, and a short one some days ago.
    private static List<PeriodWindow> gaps(PeriodWindow time) {
        Instant first =
                time.start().plusSeconds(Math.round(time.length().toSeconds() * LONG_GAP_AT));
        Instant second = time.end().minus(SHORT_GAP_BEFORE_END);
        return List.of(
                new PeriodWindow(first, first.plus(LONG_GAP)),
                new PeriodWindow(second, second.plus(SHORT_GAP)));
    }
}
