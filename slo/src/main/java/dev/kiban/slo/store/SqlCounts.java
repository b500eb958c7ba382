package dev.kiban.slo.store;

import dev.kiban.kernel.ServiceName;
import dev.kiban.runtime.sql.Database;
import dev.kiban.runtime.sql.Migrations;
import dev.kiban.slo.Accounts;
import dev.kiban.slo.Correction;
import dev.kiban.slo.CountStore;
import dev.kiban.slo.NumberedCorrection;
import dev.kiban.slo.PeriodWindow;
import dev.kiban.slo.Shipment;
import dev.kiban.slo.SloPlan.ServiceSlo;
import dev.kiban.slo.Slot;
import dev.kiban.slo.Taking;
import dev.kiban.slo.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Counts as rows of `slo_minute` and `slo_hour`.
public final class SqlCounts implements CountStore {
    /// A clock may be ahead by so much.
    private static final Duration MAX_AHEAD = Duration.ofHours(1);

    private final Database database;

    private SqlCounts(Database database) {
        this.database = database;
    }

    /// With its tables made or brought up to date.
    public static SqlCounts in(Database database) {
        new Migrations("slo", SqlCounts.class).run(database);
        return new SqlCounts(database);
    }

    @Override
    public Taking take(Shipment shipment, Instant now) {
        if (isInFuture(shipment.minute(), now)) {
            return Taking.IN_FUTURE;
        }
        if (isTooOld(shipment.minute(), now)) {
            return Taking.TOO_OLD;
        }
        boolean stored = database.write(connection -> new Arrival(connection, shipment).store());
        return stored ? Taking.STORED : Taking.KNOWN;
    }

    /// Whether a minute has not been yet, by any clock that may be a little off.
    static boolean isInFuture(Instant minute, Instant now) {
        return minute.isAfter(now.plus(MAX_AHEAD));
    }

    /// Whether a minute is no longer kept.
    static boolean isTooOld(Instant minute, Instant now) {
        return minute.isBefore(now.minus(KEPT_MINUTES));
    }

    @Override
    public Instant newestEnd(Instant from, Instant until) {
        return database.read(
                connection -> {
                    int first = Minute.of(from);
                    int last = Minute.of(until);
                    return Minute.start(
                            MeasuredMinutes.read(connection, MeasuredMinutes.GATEWAYS, first, last)
                                    .newestEnd(first, last));
                });
    }

    @Override
    public Accounts accounts(List<ServiceSlo> slos) {
        return new SqlAccounts(database, slos);
    }

    @Override
    public List<Slot> slots(ServiceSlo slo, PeriodWindow time) {
        return database.read(
                connection -> {
                    KnownSeries known = KnownSeries.read(connection, List.of(slo));
                    CorrectionRows corrections = CorrectionRows.read(connection, time, slo);
                    return new SlotAccounts(connection, known, corrections).slots(slo, time);
                });
    }

    @Override
    public Traffic traffic(ServiceName service, PeriodWindow time, Duration step) {
        Span span = new Span(Minute.of(time.start()), Minute.of(time.end()));
        int minutes = Math.toIntExact(step.toMinutes());
        return database.read(
                connection -> new TrafficRows(connection, span, minutes).read(service));
    }

    @Override
    public List<Correction> corrections(ServiceSlo slo, PeriodWindow time) {
        return database.read(connection -> CorrectionRows.read(connection, time, slo).of(slo));
    }

    @Override
    public List<NumberedCorrection> corrections(ServiceSlo slo) {
        return database.read(connection -> CorrectionRows.numbered(connection, slo));
    }

    @Override
    public void correct(ServiceSlo slo, NumberedCorrection correction) {
        database.write(connection -> CorrectionRows.add(connection, slo, correction));
    }

    @Override
    public boolean undo(ServiceSlo slo, long number) {
        return database.write(connection -> CorrectionRows.undo(connection, slo, number));
    }

    @Override
    public int sweep(Instant now) {
        return database.write(connection -> Sweep.run(connection, now));
    }
}
