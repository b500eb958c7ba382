package dev.kiban.slo.store;

import dev.kiban.definition.Indicator.Availability;
import dev.kiban.definition.Indicator.Latency;
import dev.kiban.slo.Shipment;
import dev.kiban.slo.Shipment.Row;
import dev.kiban.slo.SloPlan.ServiceSlo;
import dev.kiban.slo.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What shipments say, shipment by shipment: slow, and easy to believe.
///
/// @param shipments each once
record CountedByHand(List<Shipment> shipments) {

    Tally tally(ServiceSlo slo, Instant from, Instant until) {
        Instant since =
                shipments.stream().map(Shipment::minute).min(Instant::compareTo).orElseThrow();
        Instant start = from.isBefore(since) ? since : from;
        List<Shipment> within =
                shipments.stream()
                        .filter(s -> !s.minute().isBefore(start) && s.minute().isBefore(until))
                        .toList();
        long valid = 0;
        long good = 0;
        for (Shipment shipment : within) {
            for (Row row : shipment.rows()) {
                switch (slo.slo().indicator()) {
                    case Availability(List<String> routes, _, _) -> {
                        if (routes.isEmpty() || routes.contains(row.route())) {
                            valid += row.valid();
                            good += row.valid() - row.errors();
                        }
                    }
                    case Latency _ -> {
                        valid += row.valid();
                        good += row.buckets().get(0) + row.buckets().get(1);
                    }
                    default -> throw new IllegalArgumentException("not counted here");
                }
            }
        }
        long measured =
                within.stream().filter(Shipment::complete).map(Shipment::minute).distinct().count();
        return new Tally(good, valid, measured, Duration.between(start, until).toMinutes());
    }
}
