package dev.kiban.pace.door;

import dev.kiban.kernel.Json;
import dev.kiban.kernel.PaceName;
import dev.kiban.pace.PaceReport;
import dev.kiban.pace.cruise.HelmReport;
import dev.kiban.pace.cruise.HelmReport.Reading;
import dev.kiban.pace.cruise.VoyageReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// All paces as they stand, as JSON: `/paces` of the admin port.
public final class PaceList {
    private static final int PERCENT = 100;

    private PaceList() {}

    /// @param helms of those that are steered
    /// @param campaigns of those that have one
    public static Json of(
            List<PaceReport> paces,
            Map<PaceName, HelmReport> helms,
            Map<PaceName, VoyageReport> campaigns) {
        return Json.object(
                Map.of(
                        "paces",
                        Json.array(
                                paces.stream()
                                        .map(
                                                pace ->
                                                        pace(
                                                                pace,
                                                                of(helms, pace),
                                                                of(campaigns, pace)))
                                        .toList())));
    }

    private static <T> Optional<T> of(Map<PaceName, T> all, PaceReport pace) {
        return Optional.ofNullable(all.get(pace.name()));
    }

    private static Json pace(
            PaceReport pace, Optional<HelmReport> helm, Optional<VoyageReport> campaign) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("name", Json.text(pace.name().value()));
        members.put("paused", Json.bool(pace.paused()));
        members.put("inLine", Json.number(pace.inLine()));
        pace.jobs()
                .ifPresent(
                        jobs -> {
                            members.put("inFlight", Json.number(jobs.running()));
                            members.put("inFlightAtMost", Json.number(jobs.atMost()));
                        });
        members.put("passed", Json.number(pace.passed()));
        members.put("waited", Json.number(pace.waited()));
        members.put("refused", Json.number(pace.refused()));
        members.put("hungUp", Json.number(pace.hungUp()));
        members.put("givenBack", Json.number(pace.givenBack()));
        members.put("leasesEnded", Json.number(pace.leasesEnded()));
        helm.ifPresent(steered -> members.put("steered", steered(steered)));
        campaign.ifPresent(underWay -> members.put("campaign", campaign(underWay)));
        members.put("limits", Json.array(pace.limits().stream().map(PaceList::limit).toList()));
        return Json.object(members);
    }

    private static Json steered(HelmReport helm) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("percent", Json.number(Math.round(PERCENT * helm.share())));
        members.put("move", Json.text(helm.move().name().toLowerCase(Locale.ROOT)));
        members.put("signals", Json.array(helm.signals().stream().map(PaceList::signal).toList()));
        return Json.object(members);
    }

    private static Json campaign(VoyageReport campaign) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("jobs", Json.number(campaign.jobs()));
        members.put("remaining", Json.number(campaign.remaining()));
        members.put("deadline", Json.text(campaign.deadline().toString()));
        members.put(
                "verdict",
                Json.text(campaign.forecast().verdict().name().toLowerCase(Locale.ROOT)));
        members.put("rate", Json.text(campaign.forecast().speed().rate().toString()));
        members.put("needed", Json.text(campaign.forecast().needed().rate().toString()));
        members.put("through", Json.text(campaign.forecast().through().toString()));
        return Json.object(members);
    }

    private static Json signal(Reading signal) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("name", Json.text(signal.name()));
        if (!Double.isNaN(signal.value())) {
            members.put("value", Json.text(Double.toString(signal.value())));
        }
        members.put("pressurePercent", Json.number(Math.round(PERCENT * signal.pressure())));
        members.put("stale", Json.bool(signal.stale()));
        return Json.object(members);
    }

    private static Json limit(PaceReport.LimitReport limit) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("name", Json.text(limit.name()));
        members.put("declared", Json.text(limit.declared().toString()));
        members.put("rate", Json.text(limit.rate().toString()));
        members.put("keys", Json.number(limit.keys()));
        members.put("wouldWait", Json.number(limit.wouldWait()));
        members.put("wouldRefuse", Json.number(limit.wouldRefuse()));
        return Json.object(members);
    }
}
