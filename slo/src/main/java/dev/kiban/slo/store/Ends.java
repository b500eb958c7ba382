package dev.kiban.slo.store;

import static java.util.Objects.requireNonNull;

import dev.kiban.slo.SloPlan.ServiceSlo;
import dev.kiban.slo.store.KnownSeries.Subject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Where the windows of SLOs end. What gateways count ends together; what is told ends with its own
/// newest minute, for with the gateways' it would end before the last batch is there, and a window
/// of 5 minutes would be blind for good.
///
/// @param told the ends of sources that programs tell
record Ends(Instant gateways, Map<Integer, Instant> told, KnownSeries known) {
    /// For so long a source that tells nothing is late; after that it is silent.
    private static final int PATIENCE_MINUTES = 15;

    static Ends read(
            Connection connection, KnownSeries known, Collection<ServiceSlo> slos, Instant end)
            throws SQLException {
        Set<Integer> sources =
                slos.stream()
                        .map(known::subject)
                        .filter(Subject::isTold)
                        .map(Subject::source)
                        .collect(Collectors.toSet());
        Map<Integer, Instant> told = new HashMap<>();
        if (!sources.isEmpty()) {
            int until = Minute.of(end);
            int from = until - PATIENCE_MINUTES;
            MeasuredMinutes.read(connection, sources, from, until)
                    .forEach(
                            (source, measured) ->
                                    told.put(
                                            source, Minute.start(measured.newestEnd(from, until))));
        }
        return new Ends(end, told, known);
    }

    Instant of(ServiceSlo slo) {
        Subject subject = known.subject(slo);
        return subject.isTold() ? requireNonNull(told.get(subject.source())) : gateways;
    }
}
