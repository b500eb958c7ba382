package dev.kiban.slo.store;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which minutes were told of many sources, kept from round to round: whoever tells of a minute
/// writes to its hour too ([ToldRows]), so only hours with another version are read again.
///
/// An hour of a source takes eight bytes: 1,000 sources over 90 days take 17 MB.
final class MeasuredHours {
    private static final String READ =
            """
            SELECT source, hour, minutes FROM slo_measured
            WHERE source = ANY (?) AND hour = ANY (?)""";

    /// The first time there are millions.
    private static final int ROWS_AT_A_TIME = 10_000;

    private List<Integer> sources = List.of();
    private Map<Integer, Kept> kept = Map.of();

    /// An hour.
    private static final class Kept {
        final long version;

        /// A bit for each minute, of each source by its place.
        final long[] minutes;

        Kept(long version, int sources) {
            this.version = version;
            this.minutes = new long[sources];
        }
    }

    /// @param versions of all hours of the span, read before
    Map<Integer, MeasuredMinutes> read(
            Connection connection, HourVersions versions, Set<Integer> nowSources, Span span)
            throws SQLException {
        List<Integer> sorted = nowSources.stream().sorted().toList();
        if (!sorted.equals(sources)) {
            sources = sorted;
            kept = Map.of();
        }
        int first = Minute.hourOf(span.from());
        int end = Math.max(first, Minute.nextHour(span.until()));
        Map<Integer, Kept> needed = new HashMap<>();
        Map<Integer, Kept> missing = new HashMap<>();
        for (int hour = first; hour < end; hour++) {
            Kept old = kept.get(hour);
            if (old != null && old.version == versions.of(hour)) {
                needed.put(hour, old);
            } else {
                missing.put(hour, new Kept(versions.of(hour), sources.size()));
            }
        }
        fill(connection, missing);
        needed.putAll(missing);
        kept = needed;
        return bySource(first, end);
    }

    private void fill(Connection connection, Map<Integer, Kept> hours) throws SQLException {
        Map<Integer, Integer> places = new HashMap<>();
        sources.forEach(source -> places.put(source, places.size()));
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            statement.setFetchSize(ROWS_AT_A_TIME);
            statement.setArray(1, connection.createArrayOf("integer", sources.toArray()));
            statement.setArray(2, connection.createArrayOf("integer", hours.keySet().toArray()));
            ResultSet rows = statement.executeQuery();
            while (rows.next()) {
                int place = requireNonNull(places.get(rows.getInt("source")));
                requireNonNull(hours.get(rows.getInt("hour"))).minutes[place] =
                        rows.getLong("minutes");
            }
        }
    }

    private Map<Integer, MeasuredMinutes> bySource(int first, int end) {
        Map<Integer, MeasuredMinutes> measured = new HashMap<>();
        for (int place = 0; place < sources.size(); place++) {
            long[] minutes = new long[end - first];
            for (int hour = first; hour < end; hour++) {
                minutes[hour - first] = requireNonNull(kept.get(hour)).minutes[place];
            }
            measured.put(sources.get(place), new MeasuredMinutes(first, minutes));
        }
        return measured;
    }
}
