package dev.kiban.slo;

import dev.kiban.kernel.ServiceName;
import dev.kiban.kernel.SloName;
import dev.kiban.slo.Shipment.Row;
import java.time.Instant;
import java.util.List;

/// An hour that never was, as if a gateway had counted it.
///
/// @param measured a bit for each minute that somebody is said to have measured
/// @param rows what was counted in all of it
/// @param minutes the same by the minute; nothing where minutes are no longer kept
/// @param alerts that ended in it
public record DemoHour(
        Instant start, long measured, List<Row> rows, List<Minute> minutes, List<Alert> alerts) {

    public DemoHour {
        rows = List.copyOf(rows);
        minutes = List.copyOf(minutes);
        alerts = List.copyOf(alerts);
    }

    /// What people would have been told.
    ///
    /// @param time from when to when
    public record Alert(ServiceName service, SloName slo, TierName tier, PeriodWindow time) {}

    /// A minute of it that was measured.
    public record Minute(Instant start, List<Row> rows) {

        public Minute {
            rows = List.copyOf(rows);
        }
    }
}
