package dev.kiban.pace.door;

import dev.kiban.kernel.Json;
import dev.kiban.pace.PaceReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All paces as they stand, as JSON: `/paces` of the admin port.
public final class PaceList {
    private PaceList() {}

    public static Json of(List<PaceReport> paces) {
        return Json.object(
                Map.of("paces", Json.array(paces.stream().map(PaceList::pace).toList())));
    }

    private static Json pace(PaceReport pace) {
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
        members.put("limits", Json.array(pace.limits().stream().map(PaceList::limit).toList()));
        return Json.object(members);
    }

    private static Json limit(PaceReport.LimitReport limit) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("name", Json.text(limit.name()));
        members.put("rate", Json.text(limit.rate().toString()));
        members.put("keys", Json.number(limit.keys()));
        members.put("wouldWait", Json.number(limit.wouldWait()));
        members.put("wouldRefuse", Json.number(limit.wouldRefuse()));
        return Json.object(members);
    }
}
