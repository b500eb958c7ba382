package dev.kiban.slo.store;

import dev.kiban.slo.SloPlan.ServiceSlo;
import dev.kiban.slo.Tally;
import dev.kiban.slo.WindowTallies;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/// What the windows of many SLOs counted, at a cost that does not grow with the number of windows.
///
/// All windows end together, so their beginnings cut time into segments, and a window is the sum of
/// its segments. A segment is read once, for all series: whole hours from `slo_hour`, what is left
/// at its edges from `slo_minute`.
final class WindowSums {
    private static final String OF_MINUTES = sums("slo_minute", "minute");
    private static final String OF_HOURS = sums("slo_hour", "hour");

    /// A plan made without knowing how much is wanted would look up each series by itself.
    private static final String KNOW_WHAT_IS_ASKED =
            "SET LOCAL plan_cache_mode = force_custom_plan";

    private final Connection connection;
    private final KnownSeries known;
    private final List<ServiceSlo> slos;
    private final int end;
    private final List<Duration> lengths;

    /// For each series and bound that is wanted: valid and good events by segment, newest first.
    private final Map<Wanted, Sums> sums = new HashMap<>();

    private static final class Sums {
        private final long[] valid;
        private final long[] good;

        Sums(int segments) {
            valid = new long[segments];
            good = new long[segments];
        }
    }

    private static String sums(String table, String time) {
        return "SELECT wanted.series, wanted.bound, "
                + Wanted.SUMS
                + " FROM "
                + Wanted.FROM
                + " JOIN %s counted USING (series)".formatted(table)
                + " WHERE %s >= ? AND %s < ?".formatted(time, time)
                + " GROUP BY wanted.series, wanted.bound";
    }

    WindowSums(Connection connection, KnownSeries known, List<ServiceSlo> slos, Instant end) {
        this.connection = connection;
        this.known = known;
        this.slos = slos;
        this.end = Minute.of(end);
        this.lengths = List.copyOf(lengths(slos, end));
    }

    /// All windows of the SLOs' tiers, shortest first.
    static Set<Duration> lengths(List<ServiceSlo> slos, Instant end) {
        Set<Duration> lengths = new TreeSet<>();
        for (ServiceSlo slo : slos) {
            slo.tiers(end)
                    .forEach(
                            tier -> {
                                lengths.add(tier.window());
                                lengths.add(tier.shortWindow());
                            });
        }
        return lengths;
    }

    Map<ServiceSlo, WindowTallies> read() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(KNOW_WHAT_IS_ASKED);
        }
        Set<Wanted> wanted = new HashSet<>();
        slos.forEach(slo -> wanted.addAll(known.wantedBy(slo)));
        int until = end;
        for (int segment = 0; segment < lengths.size(); segment++) {
            int from = end - minutes(segment);
            readSegment(new Segment(segment, from, until), wanted);
            until = from;
        }
        MeasuredMinutes measured = MeasuredMinutes.read(connection, until, end);
        Map<ServiceSlo, WindowTallies> tallies = new HashMap<>();
        slos.forEach(slo -> tallies.put(slo, tallies(slo, measured)));
        return tallies;
    }

    private int minutes(int segment) {
        return Math.toIntExact(lengths.get(segment).toMinutes());
    }

    private record Segment(int number, int from, int until) {}

    private void readSegment(Segment segment, Set<Wanted> wanted) throws SQLException {
        int firstHour = Minute.nextHour(segment.from());
        int lastHour = Minute.hourOf(segment.until());
        if (firstHour >= lastHour) {
            add(OF_MINUTES, segment, wanted);
            return;
        }
        int number = segment.number();
        add(OF_MINUTES, new Segment(number, segment.from(), firstHour * Minute.OF_AN_HOUR), wanted);
        add(OF_HOURS, new Segment(number, firstHour, lastHour), wanted);
        add(OF_MINUTES, new Segment(number, lastHour * Minute.OF_AN_HOUR, segment.until()), wanted);
    }

    private void add(String sql, Segment times, Set<Wanted> wanted) throws SQLException {
        if (times.from() == times.until()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, Wanted.series(connection, wanted));
            statement.setArray(2, Wanted.bounds(connection, wanted));
            statement.setInt(3, times.from());
            statement.setInt(4, times.until());
            ResultSet rows = statement.executeQuery();
            while (rows.next()) {
                Sums sum =
                        sums.computeIfAbsent(
                                new Wanted(rows.getInt("series"), rows.getInt("bound")),
                                _ -> new Sums(lengths.size()));
                sum.valid[times.number()] += rows.getLong("valid");
                sum.good[times.number()] += rows.getLong("good");
            }
        }
    }

    private WindowTallies tallies(ServiceSlo slo, MeasuredMinutes measured) {
        List<Wanted> wanted = known.wantedBy(slo);
        OptionalInt since = known.since(slo);
        Map<Duration, Tally> byLength = new HashMap<>();
        long valid = 0;
        long good = 0;
        for (int segment = 0; segment < lengths.size(); segment++) {
            for (Wanted each : wanted) {
                Sums sum = sums.get(each);
                if (sum != null) {
                    valid += sum.valid[segment];
                    good += sum.good[segment];
                }
            }
            int from = Math.max(end - minutes(segment), Math.min(since.orElse(0), end));
            int seen = since.isEmpty() ? 0 : measured.count(from, end);
            byLength.put(lengths.get(segment), new Tally(good, valid, seen, end - from));
        }
        return new WindowTallies(
                since.isEmpty() ? Optional.empty() : Optional.of(Minute.start(since.getAsInt())),
                byLength);
    }
}
