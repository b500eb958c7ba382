package dev.kiban.slo.demo;

import dev.kiban.slo.DemoCounts;
import dev.kiban.slo.Shipment.Row;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// The requests of one service: more in the evening and on free days than at night, more that read
/// than that write, most of them quick and good.
final class Crowd {
    private static final int BUSIEST_HOUR = 20;
    private static final double DAILY_SWING = 0.55;
    private static final double FREE_DAY = 1.2;
    private static final List<String> READS = List.of("Get", "List", "Search", "/");
    private static final int READ_WEIGHT = 20;

    /// How soon slow requests get rare: of 1 + 2^2.6, one takes longer than twice the usual time.
    private static final double STEEPNESS = 2.6;

    private final DemoService service;
    private final Plot plot;
    private final DemoHistory.Frame frame;
    private final Draw draw;
    private final double perMinute;
    private final double usualErrors;
    private final double usualSeconds;
    private final int weights;

    Crowd(DemoService service, Plot plot, DemoHistory.Frame frame, RandomGenerator random) {
        this.service = service;
        this.plot = plot;
        this.frame = frame;
        this.draw = new Draw(random);
        this.perMinute = 150 + 150 * random.nextDouble();
        this.usualErrors = 0.00002 + 0.00006 * random.nextDouble();
        this.usualSeconds = 0.004 + 0.008 * random.nextDouble();
        this.weights = service.routes().stream().mapToInt(Crowd::weight).sum();
    }

    /// Whether each minute of a time is like the others.
    boolean isCalm(Instant from, Instant until) {
        return plot.isCalm(from, until);
    }

    /// What is counted of some minutes, as they are at the first one.
    List<Row> rows(Instant start, int minutes) {
        double all = perMinute * minutes * rhythm(start.atZone(frame.zone()));
        List<Row> rows = new ArrayList<>();
        for (String route : service.routes()) {
            long valid = draw.around(all * weight(route) / weights);
            rows.add(row(route, valid, start));
        }
        return rows;
    }

    private Row row(String route, long valid, Instant start) {
        long errors = draw.of(valid, usualErrors + plot.errorsAt(start));
        List<Long> buckets = buckets(valid, usualSeconds * plot.slowdownAt(start));
        return new Row(service.name(), route, DemoCounts.BACKEND, valid, errors, buckets);
    }

    private List<Long> buckets(long valid, double seconds) {
        List<Long> buckets = new ArrayList<>();
        long left = valid;
        double slower = 1;
        for (Duration bound : frame.bounds()) {
            double next = shareAbove(bound, seconds);
            long within = draw.of(left, 1 - next / slower);
            buckets.add(within);
            left -= within;
            slower = next;
        }
        buckets.add(left);
        return buckets;
    }

    /// The share that takes longer, where half takes longer than a time.
    private static double shareAbove(Duration bound, double median) {
        return 1 / (1 + Math.pow(bound.toNanos() / 1e9 / median, STEEPNESS));
    }

    private static double rhythm(ZonedDateTime local) {
        double hour = local.getHour() + local.getMinute() / 60.0;
        double turn = 2 * Math.PI * (hour - BUSIEST_HOUR) / 24;
        boolean free = local.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0;
        return (1 + DAILY_SWING * Math.cos(turn)) * (free ? FREE_DAY : 1);
    }

    private static int weight(String route) {
        return READS.stream().anyMatch(route::startsWith) ? READ_WEIGHT : 1;
    }
}
