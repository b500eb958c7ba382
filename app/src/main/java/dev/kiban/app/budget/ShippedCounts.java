package dev.kiban.app.budget;

import static dev.kiban.runtime.telemetry.log.LogKey.REASON;
import static dev.kiban.runtime.telemetry.log.LogKey.VALUE;

import dev.kiban.gateway.count.CountsOut;
import dev.kiban.gateway.count.MinuteCounts;
import dev.kiban.kernel.ServiceName;
import dev.kiban.runtime.sql.SqlFault;
import dev.kiban.runtime.telemetry.log.Log;
import dev.kiban.slo.CountStore;
import dev.kiban.slo.Shipment;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/// Hands the counts of gateways to the store of budgets, in its words.
final class ShippedCounts implements CountsOut {
    private final Supplier<Optional<CountStore>> store;
    private final InstantSource clock;
    private final Log log;

    /// @param store while there is one
    ShippedCounts(Supplier<Optional<CountStore>> store, InstantSource clock, Log log) {
        this.store = store;
        this.clock = clock;
        this.log = log;
    }

    @Override
    public Outcome take(MinuteCounts counts) {
        Optional<CountStore> open = store.get();
        if (open.isEmpty()) {
            return new Later("the database of budgets is not open");
        }
        try {
            return store(counts, open.get());
        } catch (SqlFault e) {
            return new Later(String.valueOf(e.getMessage()));
        }
    }

    private Outcome store(MinuteCounts counts, CountStore open) {
        return switch (open.take(shipment(counts), clock.instant())) {
            case STORED, KNOWN -> new Taken();
            case TOO_OLD -> {
                log.error(
                        "Counts came too late and stay a gap",
                        VALUE.is(counts.minute()),
                        REASON.is(
                                "minutes are kept for "
                                        + CountStore.KEPT_MINUTES.toDays()
                                        + " days"));
                yield new Taken();
            }
            case IN_FUTURE ->
                    new Later(
                            "minute %s is in the future: is the clock right?"
                                    .formatted(counts.minute()));
        };
    }

    private static Shipment shipment(MinuteCounts counts) {
        return new Shipment(
                counts.instance(),
                counts.minute(),
                counts.complete(),
                counts.bounds(),
                counts.rows().stream().map(ShippedCounts::row).toList());
    }

    private static Shipment.Row row(MinuteCounts.Row row) {
        MinuteCounts.Series series = row.series();
        return new Shipment.Row(
                new ServiceName(series.service()),
                series.route(),
                series.backend(),
                row.valid(),
                row.errors(),
                row.buckets());
    }
}
