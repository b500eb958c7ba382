package dev.kiban.pace.door;

import dev.kiban.kernel.Json;
import dev.kiban.pace.CanaryReport;
import dev.kiban.pace.PaceReport;
import dev.kiban.pace.cruise.HelmReport;
import dev.kiban.pace.cruise.HelmReport.Reading;
import dev.kiban.pace.cruise.VoyageReport;
import dev.kiban.pace.sight.Busiest;
import dev.kiban.pace.sight.Sighting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// All paces as they stand, as JSON: `/paces` of the admin port.
public final class PaceList {
    private static final int PERCENT = 100;

    private PaceList() {}

    public static Json of(List<Sighting> paces) {
        return Json.object(
                Map.of("paces", Json.array(paces.stream().map(PaceList::pace).toList())));
    }

    private static Json pace(Sighting seen) {
        PaceReport pace = seen.report();
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
        pace.canary().ifPresent(canary -> members.put("canary", canary(canary)));
        seen.helm().ifPresent(helm -> members.put("steered", steered(helm)));
        seen.campaign().ifPresent(campaign -> members.put("campaign", campaign(campaign)));
        members.put("limits", Json.array(pace.limits().stream().map(PaceList::limit).toList()));
        members.put("askers", Json.array(seen.askers().stream().map(PaceList::asker).toList()));
        return Json.object(members);
    }

    private static Json canary(CanaryReport canary) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("header", Json.text(canary.header()));
        members.put("shares", Json.array(canary.given().stream().map(PaceList::given).toList()));
        return Json.object(members);
    }

    private static Json given(CanaryReport.Given given) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("value", Json.text(given.value()));
        members.put("wanted", Json.text(given.wanted().toString()));
        members.put("permits", Json.number(given.permits()));
        members.put("lately", Json.number(given.lately()));
        return Json.object(members);
    }

    private static Json asker(Busiest.Share asker) {
        return Json.object(
                Map.of(
                        "asker",
                        Json.text(asker.asker()),
                        "percent",
                        Json.number(Math.round(PERCENT * asker.share()))));
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
