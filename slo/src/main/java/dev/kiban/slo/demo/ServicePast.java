package dev.kiban.slo.demo;

import dev.kiban.slo.DemoHour.Alert;
import dev.kiban.slo.DemoHour.Minute;
import dev.kiban.slo.Shipment.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// The past of one service: what was counted, and who was told of it.
final class ServicePast {
    private static final Duration HOUR = Duration.ofHours(1);

    private final Crowd crowd;
    private final List<Watchman> watchmen;

    ServicePast(DemoService service, Plot plot, DemoHistory.Frame frame, RandomGenerator random) {
        this.crowd = new Crowd(service, plot, frame, random);
        this.watchmen =
                service.slos().stream()
                        .filter(Watchman::watches)
                        .map(slo -> new Watchman(slo, frame))
                        .toList();
    }

    /// An hour, or what of it is in the frame.
    ///
    /// @param measured some of the minutes
    record Clock(Instant start, List<Instant> minutes, List<Instant> measured) {}

    /// What happened in an hour.
    ///
    /// @param minutes the measured ones; nothing if nobody asked for them
    record Hour(List<Row> rows, List<Minute> minutes, List<Alert> alerts) {}

    /// The next hour. One in which all minutes are alike is thought up as a whole.
    Hour hour(Clock clock) {
        if (!crowd.isCalm(clock.start(), clock.start().plus(HOUR))) {
            Hour hour = hourByMinute(clock);
            return new Hour(hour.rows(), List.of(), hour.alerts());
        }
        List<Row> rows = crowd.rows(clock.start(), clock.measured().size());
        return new Hour(
                rows, List.of(), see(clock.minutes().size(), clock.measured().size(), rows));
    }

    /// The next hour, with its minutes.
    Hour hourByMinute(Clock clock) {
        List<Minute> minutes = new ArrayList<>();
        List<Alert> alerts = new ArrayList<>();
        for (Instant minute : clock.minutes()) {
            if (clock.measured().contains(minute)) {
                List<Row> rows = crowd.rows(minute, 1);
                minutes.add(new Minute(minute, rows));
                alerts.addAll(see(1, 1, rows));
            } else {
                alerts.addAll(see(1, 0, List.of()));
            }
        }
        return new Hour(sum(minutes), minutes, alerts);
    }

    private List<Alert> see(int minutes, int measured, List<Row> rows) {
        return watchmen.stream()
                .flatMap(watchman -> watchman.see(minutes, measured, rows).stream())
                .toList();
    }

    /// By route, in the order in which they come.
    private static List<Row> sum(List<Minute> minutes) {
        Map<String, Row> sums = new LinkedHashMap<>();
        minutes.stream()
                .flatMap(minute -> minute.rows().stream())
                .forEach(row -> sums.merge(row.route(), row, ServicePast::plus));
        return List.copyOf(sums.values());
    }

    private static Row plus(Row a, Row b) {
        List<Long> buckets = new ArrayList<>();
        for (int i = 0; i < a.buckets().size(); i++) {
            buckets.add(a.buckets().get(i) + b.buckets().get(i));
        }
        return new Row(
                a.service(),
                a.route(),
                a.backend(),
                a.valid() + b.valid(),
                a.errors() + b.errors(),
                buckets);
    }
}
