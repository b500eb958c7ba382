package dev.kiban.slo.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;

/// What of a series an SLO looks at: all events are valid ones, and which are good depends.
///
/// @param bound [#NO_ERRORS], or the number of the latency bound within which an event is good,
///     from 1; 0 is below all bounds
record Wanted(int series, int bound) {
    /// What is no error is good.
    static final int NO_ERRORS = -1;

    /// Counts of `slo_minute` or `slo_hour`, for what [#series] and [#bounds] bind.
    static final String SUMS =
            """
            sum(counted.valid) AS valid, sum(CASE
                WHEN wanted.bound = -1 THEN counted.valid - counted.errors
                ELSE coalesce(counted.within[wanted.bound], 0) END) AS good""";

    static final String FROM =
            "unnest(?::integer[], ?::integer[]) WITH ORDINALITY AS wanted (series, bound, place)";

    static Array series(Connection connection, Collection<Wanted> wanted) throws SQLException {
        return connection.createArrayOf(
                "integer", wanted.stream().map(Wanted::series).toArray(Integer[]::new));
    }

    static Array bounds(Connection connection, Collection<Wanted> wanted) throws SQLException {
        return connection.createArrayOf(
                "integer", wanted.stream().map(Wanted::bound).toArray(Integer[]::new));
    }
}
