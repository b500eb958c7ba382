package dev.kiban.slo.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What one kind of counter counted and measured. What was read once is kept until its hour is
/// written to again.
final class KeptCounts {
    private final Counter counter;
    private final BlockSums sums = new BlockSums();
    private final MeasuredHours measured = new MeasuredHours();

    KeptCounts(Counter counter) {
        this.counter = counter;
    }

    /// How it stands in one state of the database.
    ///
    /// @param all time that will be asked for
    Now at(Connection connection, Span all) throws SQLException {
        return new Now(connection, all, HourVersions.read(connection, counter, all));
    }

    /// Reads what has changed.
    final class Now {
        private final Connection connection;
        private final Span all;
        private final HourVersions versions;

        private Now(Connection connection, Span all, HourVersions versions) {
            this.connection = connection;
            this.all = all;
            this.versions = versions;
        }

        /// What was counted in each span.
        Map<Span, Sums> sums(List<Wanted> wanted, Collection<Span> spans) throws SQLException {
            return sums.read(connection, versions, wanted, spans);
        }

        /// Which minutes each source measured. Gateways are one source, and measure minutes without
        /// requests too, which change no version.
        Map<Integer, MeasuredMinutes> measured(Set<Integer> sources) throws SQLException {
            return switch (counter) {
                case GATEWAYS -> MeasuredMinutes.read(connection, sources, all.from(), all.until());
                case PROGRAMS -> measured.read(connection, versions, sources, all);
            };
        }
    }
}
