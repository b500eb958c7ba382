package dev.kiban.bench.budgets;

import dev.kiban.definition.Indicator;
import dev.kiban.runtime.sql.Database;
import dev.kiban.slo.SloPlan.ServiceSlo;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;

/// What a Prometheus would have of the same traffic by the rules that we write for it: of each SLO,
/// for all the time, the bad and the valid events of the five minutes before each minute; and of
/// the last hours the counters themselves, which are read for short windows.
///
/// @param database what [LargeStore] has filled
record Recorded(Database database) {
    private static final int MINUTES = 60;
    private static final int RECORDED_MINUTES = 5;

    /// Windows of up to six hours are read from counters.
    private static final int HOURS_OF_COUNTERS = 7;

    private static final String EVERYTHING = "%";
    private static final String VALID = "valid";
    private static final String ERRORS = "errors";
    private static final String WITHIN_300_MS = "within[2]";

    private record Hour(int number, double events) {}

    /// Writes all of it as OpenMetrics text.
    void writeTo(Path file, List<ServiceSlo> slos) throws IOException {
        try (Writer out = Files.newBufferedWriter(file)) {
            for (ServiceSlo slo : slos) {
                writeSums(slo, out);
            }
            for (String service : slos.stream().map(Recorded::service).distinct().toList()) {
                writeCounters(service, "Get", out);
                writeCounters(service, "List", out);
            }
            out.write("# EOF\n");
        }
    }

    /// The sum of the bad events of an SLO's service, of all that is kept.
    double bad(ServiceSlo slo) {
        return hours(service(slo), route(slo), badOf(slo)).stream().mapToDouble(Hour::events).sum();
    }

    private void writeSums(ServiceSlo slo, Writer out) throws IOException {
        String labels = "{service=\"%s\",slo=\"%s\"}".formatted(service(slo), slo.slo().name());
        write(hours(service(slo), route(slo), badOf(slo)), RECORDED_MINUTES, false)
                .to("slo:kiban_bad:sum5m" + labels, out);
        write(hours(service(slo), route(slo), VALID), RECORDED_MINUTES, false)
                .to("slo:kiban_valid:sum5m" + labels, out);
    }

    private void writeCounters(String service, String route, Writer out) throws IOException {
        String labels = "{service=\"%s\",route=\"%s\"".formatted(service, route);
        String duration = "kiban_gateway_request_duration_seconds";
        counters(service, route, VALID).to(duration + "_count" + labels + "}", out);
        counters(service, route, WITHIN_300_MS)
                .to(duration + "_bucket" + labels + ",le=\"0.3\"}", out);
        counters(service, route, ERRORS)
                .to("kiban_gateway_request_errors_total" + labels + "}", out);
    }

    private Samples counters(String service, String route, String what) {
        List<Hour> hours = hours(service, route, what);
        return write(hours.subList(hours.size() - HOURS_OF_COUNTERS, hours.size()), 1, true);
    }

    /// A sample each minute, in which as much happens as in any other of its hour.
    private interface Samples {
        void to(String series, Writer out) throws IOException;
    }

    private static Samples write(List<Hour> hours, int times, boolean grows) {
        return (series, out) -> {
            double sum = 0;
            for (Hour hour : hours) {
                for (int minute = 1; minute <= MINUTES; minute++) {
                    double events = hour.events() * times / MINUTES;
                    sum = grows ? sum + events : events;
                    long second = (hour.number() * 60L + minute) * 60;
                    out.write(series + ' ' + sum + ' ' + second + '\n');
                }
            }
        };
    }

    private static String service(ServiceSlo slo) {
        return slo.service().value();
    }

    private static String route(ServiceSlo slo) {
        return switch (slo.slo().indicator()) {
            case Indicator.Availability one when !one.routes().isEmpty() -> one.routes().getFirst();
            default -> EVERYTHING;
        };
    }

    private static String badOf(ServiceSlo slo) {
        return switch (slo.slo().indicator()) {
            case Indicator.Latency _ -> VALID + " - " + WITHIN_300_MS;
            default -> ERRORS;
        };
    }

    private List<Hour> hours(String service, String route, String what) {
        String sql =
                """
                SELECT hour, sum(%s) FROM slo_hour JOIN slo_series ON slo_series.id = series
                WHERE service = ? AND route LIKE ? GROUP BY hour ORDER BY hour"""
                        .formatted(what);
        return database.read(
                connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(sql)) {
                        statement.setString(1, service);
                        statement.setString(2, route);
                        List<Hour> hours = new ArrayList<>();
                        try (ResultSet rows = statement.executeQuery()) {
                            while (rows.next()) {
                                hours.add(new Hour(rows.getInt(1), rows.getDouble(2)));
                            }
                        }
                        return hours;
                    }
                });
    }
}
