package dev.kiban.slo;

import dev.kiban.kernel.ServiceName;
import dev.kiban.slo.SloPlan.ServiceSlo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Where counts are kept: minutes for days, hours for over a year.
public interface CountStore {
    /// Hours are kept so long.
    Duration KEPT_HOURS = Duration.ofDays(400);

    /// Minutes, which alerts need, are kept so long.
    Duration KEPT_MINUTES = Duration.ofDays(8);

    /// Takes what an instance counted in a minute, once.
    ///
    /// @param now by the clock of the one who takes
    Taking take(Shipment shipment, Instant now);

    /// The end of the newest minute that somebody measured and that ended within a time.
    ///
    /// @param from the end to return if none was
    Instant newestEnd(Instant from, Instant until);

    /// How these SLOs stand.
    Accounts accounts(List<ServiceSlo> slos);

    /// What was counted in a time, in order and without gaps; from when measuring began. Hours
    /// where they do, so that a budget of 90 days is read quickly; minutes at the edges and where
    /// corrections begin and end; slices for an objective of slices.
    ///
    /// @param time both ends whole minutes
    List<Slot> slots(ServiceSlo slo, PeriodWindow time);

    /// What all series of a service counted in a time, in pieces of one length.
    ///
    /// @param time both ends whole pieces since 1970
    /// @param step minutes that an hour holds without rest, as long as minutes are kept; or hours
    Traffic traffic(ServiceName service, PeriodWindow time, Duration step);

    /// Corrections of an SLO that overlap a time.
    List<Correction> corrections(ServiceSlo slo, PeriodWindow time);

    /// All corrections of an SLO that have a number, oldest first.
    List<NumberedCorrection> corrections(ServiceSlo slo);

    /// Writes down that a time counts as good; the same number again changes nothing.
    void correct(ServiceSlo slo, NumberedCorrection correction);

    /// From now on, the time of a correction counts as it was measured.
    ///
    /// @return false if the SLO has none of this number
    boolean undo(ServiceSlo slo, long number);

    /// Forgets some of what is no longer kept; call it now and then.
    ///
    /// @return how many rows
    int sweep(Instant now);
}
