package dev.kiban.slo.store;

import static java.util.Objects.requireNonNull;

import dev.kiban.slo.store.Block.Size;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Sums of counts over any spans of time, put together from blocks that are read once.
///
/// From one minute to the next a window of 90 days changes by a minute at each end. So the days,
/// hours and minutes that it is made of are kept, and only those are read that are new, or of an
/// hour that was written to in between. What no span needed is forgotten.
final class BlockSums {
    /// A plan made without knowing how much is wanted would look up each series by itself.
    static final String KNOW_WHAT_IS_ASKED = "SET LOCAL plan_cache_mode = force_custom_plan";

    private static final Map<Block.Table, String> READ =
            Map.of(
                    Block.Table.HOURS, read(Block.Table.HOURS),
                    Block.Table.MINUTES, read(Block.Table.MINUTES));

    private List<Wanted> wanted = List.of();
    private Map<Block, Kept> kept = Map.of();

    private record Kept(long version, Sums sums) {}

    private static String read(Block.Table table) {
        return "SELECT wanted.place, counted.%s / ? AS block, ".formatted(table.time())
                + Wanted.SUMS
                + " FROM "
                + Wanted.FROM
                + " JOIN %s counted USING (series)".formatted(table.table())
                + " WHERE counted.%s = ANY (?)".formatted(table.time())
                + " GROUP BY 1, 2";
    }

    /// What was counted in each span.
    ///
    /// @param versions of all hours that they touch, read before
    Map<Span, Sums> read(
            Connection connection,
            HourVersions versions,
            List<Wanted> nowWanted,
            Collection<Span> spans)
            throws SQLException {
        if (!nowWanted.equals(wanted)) {
            wanted = nowWanted;
            kept = Map.of();
        }
        Map<Block, Kept> needed = new HashMap<>();
        Map<Size, Map<Integer, Kept>> missing = new EnumMap<>(Size.class);
        for (Span span : spans) {
            for (Block block : Block.of(span)) {
                Kept old = kept.get(block);
                long version = versions.of(block);
                if (old != null && old.version() == version) {
                    needed.put(block, old);
                } else if (!needed.containsKey(block)) {
                    Kept fresh = new Kept(version, new Sums(wanted.size()));
                    needed.put(block, fresh);
                    missing.computeIfAbsent(block.size(), _ -> new HashMap<>())
                            .put(block.start(), fresh);
                }
            }
        }
        for (Map.Entry<Size, Map<Integer, Kept>> part : missing.entrySet()) {
            fill(connection, part.getKey(), part.getValue());
        }
        kept = needed;
        return sums(Set.copyOf(spans));
    }

    private void fill(Connection connection, Size size, Map<Integer, Kept> byStart)
            throws SQLException {
        Integer[] times =
                byStart.keySet().stream()
                        .flatMap(start -> new Block(size, start).times().stream())
                        .sorted()
                        .toArray(Integer[]::new);
        int blockMinutes = size.times() * size.table().minutes();
        try (PreparedStatement statement = connection.prepareStatement(READ.get(size.table()))) {
            statement.setInt(1, size.times());
            statement.setArray(2, Wanted.series(connection, wanted));
            statement.setArray(3, Wanted.bounds(connection, wanted));
            statement.setArray(4, connection.createArrayOf("integer", times));
            ResultSet rows = statement.executeQuery();
            while (rows.next()) {
                Kept block = requireNonNull(byStart.get(rows.getInt("block") * blockMinutes));
                int place = rows.getInt("place") - 1;
                block.sums().add(place, rows.getLong("valid"), rows.getLong("good"));
            }
        }
    }

    private Map<Span, Sums> sums(Set<Span> spans) {
        Map<Span, Sums> sums = new HashMap<>();
        for (Span span : spans) {
            Sums sum = new Sums(wanted.size());
            Block.of(span).forEach(block -> sum.add(requireNonNull(kept.get(block)).sums()));
            sums.put(span, sum);
        }
        return sums;
    }
}
