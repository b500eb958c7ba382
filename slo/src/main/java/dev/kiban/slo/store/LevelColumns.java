package dev.kiban.slo.store;

import dev.kiban.slo.Ratio;
import dev.kiban.slo.TierState.Firing;
import dev.kiban.slo.TierState.Frozen;
import dev.kiban.slo.TierState.Level;
import dev.kiban.slo.TierState.Quiet;
import dev.kiban.slo.TierState.Warming;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;

/// A level as columns: what it says, and whether it is frozen.
record LevelColumns(Level level) {

    static LevelColumns of(Level level) {
        return new LevelColumns(level);
    }

    static LevelColumns read(ResultSet row) throws SQLException {
        Level level =
                switch (row.getString("level")) {
                    case "quiet" -> new Quiet();
                    case "warming" -> new Warming(Times.read(row, "warm_until"));
                    case "firing" -> new Firing(Times.read(row, "firing_since"), spent(row));
                    default ->
                            throw new IllegalStateException("no level: " + row.getString("level"));
                };
        return new LevelColumns(row.getBoolean("frozen") ? new Frozen(level) : level);
    }

    private static Ratio spent(ResultSet row) throws SQLException {
        return new Ratio(
                row.getBigDecimal("spent_of").toBigIntegerExact(),
                row.getBigDecimal("spent_to").toBigIntegerExact());
    }

    /// Binds `level`, `frozen`, `warm_until`, `firing_since`, `spent_of` and `spent_to`.
    void bind(PreparedStatement statement, int first) throws SQLException {
        switch (level) {
            case Frozen(Level before) -> bind(statement, first, before);
            case Quiet _, Warming _, Firing _ -> bind(statement, first, level);
        }
        statement.setBoolean(first + 1, level instanceof Frozen);
    }

    private static void bind(PreparedStatement statement, int first, Level said)
            throws SQLException {
        statement.setNull(first + 2, Types.TIMESTAMP_WITH_TIMEZONE);
        statement.setNull(first + 3, Types.TIMESTAMP_WITH_TIMEZONE);
        statement.setNull(first + 4, Types.NUMERIC);
        statement.setNull(first + 5, Types.NUMERIC);
        switch (said) {
            case Quiet _ -> statement.setString(first, "quiet");
            case Warming(var until) -> {
                statement.setString(first, "warming");
                statement.setObject(first + 2, Times.at(until));
            }
            case Firing(var since, Ratio spent) -> {
                statement.setString(first, "firing");
                statement.setObject(first + 3, Times.at(since));
                statement.setBigDecimal(first + 4, new BigDecimal(spent.numerator()));
                statement.setBigDecimal(first + 5, new BigDecimal(spent.denominator()));
            }
            case Frozen _ -> throw new IllegalArgumentException("frozen twice");
        }
    }
}
