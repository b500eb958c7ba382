package dev.kiban.slo.store;

import dev.kiban.definition.Indicator.Availability;
import dev.kiban.definition.Indicator.Events;
import dev.kiban.definition.Indicator.Freshness;
import dev.kiban.definition.Indicator.Latency;
import dev.kiban.definition.Indicator.Prometheus;
import dev.kiban.definition.Indicator.StatusRange;
import dev.kiban.slo.SloPlan.ServiceSlo;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// The series of some services, and which of them an SLO is about.
final class KnownSeries {
    /// The statuses that the gateway counts as errors.
    private static final List<StatusRange> COUNTED_AS_ERRORS = List.of(StatusRange.ofClass(5));

    private static final String READ =
            """
            SELECT id, service, route, bounds, since FROM slo_series
            WHERE service = ANY (?) ORDER BY id""";

    private final Map<String, List<Series>> byService = new HashMap<>();

    private record Series(int id, String route, List<Long> bounds, int since) {

        Wanted within(Duration threshold) {
            long micros = Arrival.micros(threshold);
            int bound = 0;
            while (bound < bounds.size() && bounds.get(bound) <= micros) {
                bound++;
            }
            return new Wanted(id, bound);
        }
    }

    private KnownSeries() {}

    static KnownSeries read(Connection connection, Collection<ServiceSlo> slos)
            throws SQLException {
        Object[] services =
                slos.stream().map(slo -> slo.service().value()).distinct().toArray(Object[]::new);
        KnownSeries known = new KnownSeries();
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            statement.setArray(1, connection.createArrayOf("text", services));
            ResultSet rows = statement.executeQuery();
            while (rows.next()) {
                Series series =
                        new Series(
                                rows.getInt("id"),
                                rows.getString("route"),
                                List.of((Long[]) rows.getArray("bounds").getArray()),
                                rows.getInt("since"));
                known.byService
                        .computeIfAbsent(rows.getString("service"), _ -> new ArrayList<>())
                        .add(series);
            }
        }
        return known;
    }

    /// What an SLO looks at; nothing if the gateway does not count what it is about.
    ///
    /// A threshold between two bounds is taken for the lower one: nobody knows how many took
    /// longer.
    List<Wanted> wantedBy(ServiceSlo slo) {
        return switch (slo.slo().indicator()) {
            case Availability(List<String> routes, List<StatusRange> bad, _)
                    when bad.equals(COUNTED_AS_ERRORS) ->
                    of(slo, routes).stream()
                            .map(series -> new Wanted(series.id(), Wanted.NO_ERRORS))
                            .toList();
            case Latency(List<String> routes, Duration threshold, _) ->
                    of(slo, routes).stream().map(series -> series.within(threshold)).toList();
            case Availability _, Freshness _, Events _, Prometheus _ -> List.of();
        };
    }

    /// The minute in which measuring began; none if nothing is.
    OptionalInt since(ServiceSlo slo) {
        List<Integer> wanted = wantedBy(slo).stream().map(Wanted::series).toList();
        return of(slo, List.of()).stream()
                .filter(series -> wanted.contains(series.id()))
                .mapToInt(Series::since)
                .min();
    }

    private List<Series> of(ServiceSlo slo, List<String> routes) {
        return byService.getOrDefault(slo.service().value(), List.of()).stream()
                .filter(series -> routes.isEmpty() || routes.contains(series.route()))
                .toList();
    }
}
