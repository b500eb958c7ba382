package dev.kiban.slo;

import dev.kiban.slo.Shipment.Row;
import java.time.Instant;
import java.util.List;

/// An hour that never was, as if a gateway had counted it.
///
/// @param measured a bit for each minute that somebody is said to have measured
/// @param rows what was counted in all of it
/// @param minutes the same by the minute; nothing where minutes are no longer kept
public record DemoHour(Instant start, long measured, List<Row> rows, List<Minute> minutes) {

    public DemoHour {
        rows = List.copyOf(rows);
        minutes = List.copyOf(minutes);
    }

    /// A minute of it that was measured.
    public record Minute(Instant start, List<Row> rows) {

        public Minute {
            rows = List.copyOf(rows);
        }
    }
}
