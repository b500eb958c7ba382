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
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;

/// The series of some services, and which of them an SLO is about.
final class KnownSeries {
    /// The statuses that the gateway counts as errors.
    private static final List<StatusRange> COUNTED_AS_ERRORS = List.of(StatusRange.ofClass(5));

    private static final String READ =
            """
            SELECT id, service, kind, route, bounds, since FROM slo_series
            WHERE service = ANY (?) AND since < %d ORDER BY id"""
                    .formatted(ToldSeries.NOT_YET);

    private final Map<String, List<Series>> byService = new HashMap<>();

    private record Series(int id, Kind kind, String route, List<Long> bounds, int since) {

        Wanted withoutErrors() {
            return new Wanted(id, Wanted.NO_ERRORS);
        }

        Wanted within(Duration threshold) {
            long micros = Arrival.micros(threshold);
            int bound = 0;
            while (bound < bounds.size() && bounds.get(bound) <= micros) {
                bound++;
            }
            return new Wanted(id, bound);
        }
    }

    /// What is to be read for an SLO.
    ///
    /// @param wanted nothing if nobody counts what it is about
    /// @param source whose minutes are measured or gaps
    /// @param since the minute in which measuring began; none if nothing is measured
    record Subject(List<Wanted> wanted, int source, OptionalInt since) {
        static final Subject NOTHING =
                new Subject(List.of(), MeasuredMinutes.GATEWAYS, OptionalInt.empty());

        private static Subject ofGateways(List<Series> series, Function<Series, Wanted> wanted) {
            return new Subject(
                    series.stream().map(wanted).toList(),
                    MeasuredMinutes.GATEWAYS,
                    series.stream().mapToInt(Series::since).min());
        }

        private static Subject ofTold(Optional<Series> told) {
            return told.map(
                            series ->
                                    new Subject(
                                            List.of(series.withoutErrors()),
                                            series.id(),
                                            OptionalInt.of(series.since())))
                    .orElse(NOTHING);
        }

        boolean isTold() {
            return source != MeasuredMinutes.GATEWAYS;
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
                                Kind.of(rows.getString("kind")),
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

    /// What an SLO is about.
    ///
    /// A threshold between two bounds is taken for the lower one: nobody knows how many took
    /// longer.
    Subject subject(ServiceSlo slo) {
        return switch (slo.slo().indicator()) {
            case Availability(List<String> routes, List<StatusRange> bad, _)
                    when bad.equals(COUNTED_AS_ERRORS) ->
                    Subject.ofGateways(counted(slo, routes), Series::withoutErrors);
            case Latency(List<String> routes, Duration threshold, _) ->
                    Subject.ofGateways(counted(slo, routes), series -> series.within(threshold));
            case Events(String stream) -> Subject.ofTold(told(slo, Kind.EVENTS, stream, List.of()));
            case Freshness(String flow, Duration within) ->
                    Subject.ofTold(
                            told(slo, Kind.FRESHNESS, flow, List.of(Arrival.micros(within))));
            case Prometheus _ ->
                    Subject.ofTold(told(slo, Kind.PROMETHEUS, QueryName.of(slo), List.of()));
            case Availability _ -> Subject.NOTHING;
        };
    }

    private List<Series> counted(ServiceSlo slo, List<String> routes) {
        return of(slo, Kind.GATEWAY)
                .filter(series -> routes.isEmpty() || routes.contains(series.route()))
                .toList();
    }

    private Optional<Series> told(ServiceSlo slo, Kind kind, String name, List<Long> bounds) {
        return of(slo, kind)
                .filter(series -> series.route().equals(name) && series.bounds().equals(bounds))
                .findFirst();
    }

    private Stream<Series> of(ServiceSlo slo, Kind kind) {
        return byService.getOrDefault(slo.service().value(), List.of()).stream()
                .filter(series -> series.kind() == kind);
    }
}
