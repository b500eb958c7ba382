package dev.kiban.pace.sight;

import com.google.protobuf.Timestamp;
import dev.kiban.pace.CanaryReport;
import dev.kiban.pace.PaceReport;
import dev.kiban.pace.PaceReport.LimitReport;
import dev.kiban.pace.cruise.HelmReport;
import dev.kiban.pace.cruise.HelmReport.Reading;
import dev.kiban.pace.cruise.VoyageReport;
import dev.kiban.protos.v1.AskerSight;
import dev.kiban.protos.v1.CampaignSight;
import dev.kiban.protos.v1.CanarySight;
import dev.kiban.protos.v1.JobsInFlight;
import dev.kiban.protos.v1.LimitSight;
import dev.kiban.protos.v1.PaceSight;
import dev.kiban.protos.v1.SignalSight;
import dev.kiban.protos.v1.SteeringSight;
import java.time.Instant;
import java.util.Locale;

/// A sighting as a message of the API.
final class SightMessage {
    private static final int PERCENT = 100;

    private SightMessage() {}

    /// @param perSecond jobs that start
    static PaceSight of(Sighting seen, double perSecond) {
        PaceReport report = seen.report();
        PaceSight.Builder sight =
                PaceSight.newBuilder()
                        .setPerSecond(perSecond)
                        .setInLine(report.inLine())
                        .setPassed(report.passed())
                        .setRefused(report.refused())
                        .setGivenBack(report.givenBack());
        report.jobs().ifPresent(jobs -> sight.setInFlight(inFlight(jobs)));
        report.limits().forEach(limit -> sight.addLimits(limit(limit)));
        report.canary().stream()
                .flatMap(canary -> canary.given().stream())
                .forEach(given -> sight.addCanaries(canary(given)));
        seen.helm().ifPresent(helm -> sight.setSteering(steering(helm)));
        seen.campaign().ifPresent(campaign -> sight.setCampaign(campaign(campaign)));
        seen.askers().forEach(asker -> sight.addAskers(asker(asker)));
        return sight.build();
    }

    private static JobsInFlight inFlight(PaceReport.Jobs jobs) {
        return JobsInFlight.newBuilder()
                .setRunning(jobs.running())
                .setAtMost(jobs.atMost())
                .build();
    }

    private static CanarySight canary(CanaryReport.Given given) {
        return CanarySight.newBuilder()
                .setValue(given.value())
                .setWanted(given.wanted().toString())
                .setPermits(given.permits())
                .setLately(given.lately())
                .build();
    }

    private static LimitSight limit(LimitReport limit) {
        return LimitSight.newBuilder()
                .setLimit(limit.name())
                .setRate(limit.rate().toString())
                .setKeys(limit.keys())
                .build();
    }

    private static SteeringSight steering(HelmReport helm) {
        SteeringSight.Builder steering =
                SteeringSight.newBuilder()
                        .setPercent(percent(helm.share()))
                        .setMove(word(helm.move()));
        helm.signals().forEach(signal -> steering.addSignals(signal(signal)));
        return steering.build();
    }

    private static SignalSight signal(Reading reading) {
        SignalSight.Builder signal =
                SignalSight.newBuilder()
                        .setSignal(reading.name())
                        .setPressurePercent(percent(reading.pressure()))
                        .setStale(reading.stale());
        if (!Double.isNaN(reading.value())) {
            signal.setValue(reading.value());
        }
        return signal.build();
    }

    private static CampaignSight campaign(VoyageReport campaign) {
        CampaignSight.Builder sight =
                CampaignSight.newBuilder()
                        .setJobs(campaign.jobs())
                        .setRemaining(campaign.remaining())
                        .setDeadline(time(campaign.deadline()))
                        .setVerdict(word(campaign.forecast().verdict()))
                        .setRate(campaign.forecast().speed().rate().toString())
                        .setNeeded(campaign.forecast().needed().rate().toString());
        if (campaign.forecast().through().isBefore(Instant.MAX)) {
            sight.setThrough(time(campaign.forecast().through()));
        }
        return sight.build();
    }

    private static AskerSight asker(Busiest.Share asker) {
        return AskerSight.newBuilder()
                .setAsker(asker.asker())
                .setPercent(percent(asker.share()))
                .build();
    }

    private static int percent(double part) {
        return Math.toIntExact(Math.round(PERCENT * part));
    }

    private static String word(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    private static Timestamp time(Instant time) {
        return Timestamp.newBuilder().setSeconds(time.getEpochSecond()).build();
    }
}
