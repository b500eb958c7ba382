package dev.kiban.app.budget;

import dev.kiban.kernel.PaceName;
import dev.kiban.kernel.TeamName;
import dev.kiban.pace.Rate;
import dev.kiban.pace.order.Given;
import dev.kiban.pace.order.OrderStore;
import dev.kiban.pace.order.Orders;
import dev.kiban.pace.run.Overdue;
import dev.kiban.pace.run.RunBook;
import dev.kiban.pace.sight.SightStore;
import dev.kiban.protos.v1.CampaignSight;
import dev.kiban.protos.v1.PaceSight;
import dev.kiban.slo.Notice;
import dev.kiban.slo.Notices;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Tells owners what goes wrong with their campaigns and jobs, by the outbox of alerts.
final class PaceAlarms {
    private static final String CAMPAIGN = "campaign";
    private static final String JOB = "job";

    /// Jobs that are told of at once. Whoever has more has one problem, not so many.
    private static final int MAX_JOBS = 100;

    private final Ports ports;

    /// What it goes by.
    record Ports(OrderStore orders, SightStore sights, RunBook runs, Notices notices) {}

    PaceAlarms(Ports ports) {
        this.ports = ports;
    }

    /// Looks once.
    ///
    /// @param owners of the paces that are defined
    void round(Map<PaceName, TeamName> owners, Instant now) {
        campaigns(owners, now);
        List<Notice> jobs =
                ports.runs().overdue(MAX_JOBS).stream().map(PaceAlarms::missed).toList();
        ports.notices().stand(JOB, jobs, Set.of(), now);
    }

    /// A campaign that is at risk, or that nobody sees, stays as it was.
    private void campaigns(Map<PaceName, TeamName> owners, Instant now) {
        Map<PaceName, List<PaceSight>> sights = ports.sights().fresh();
        List<Notice> standing = new ArrayList<>();
        Set<String> unknown = new HashSet<>();
        for (PaceName pace : underWay(now)) {
            Optional<TeamName> owner = Optional.ofNullable(owners.get(pace));
            Optional<CampaignSight> seen =
                    sights.getOrDefault(pace, List.of()).stream()
                            .filter(PaceSight::hasCampaign)
                            .map(PaceSight::getCampaign)
                            .findFirst();
            switch (seen.map(CampaignSight::getVerdict).orElse("")) {
                case "will_miss", "late" ->
                        owner.ifPresent(team -> standing.add(misses(pace, team, seen.get())));
                case "on_track", "done" -> {}
                default -> unknown.add(pace.value());
            }
        }
        ports.notices().stand(CAMPAIGN, standing, unknown, now);
    }

    private List<PaceName> underWay(Instant now) {
        return new Orders(ports.orders().all())
                .campaigns(now).stream()
                        .filter(given -> given.order().isPresent())
                        .map(Given::pace)
                        .toList();
    }

    private static Notice misses(PaceName pace, TeamName owner, CampaignSight campaign) {
        Instant deadline = Instant.ofEpochSecond(campaign.getDeadline().getSeconds());
        String through =
                campaign.hasThrough()
                        ? "be through at "
                                + Instant.ofEpochSecond(campaign.getThrough().getSeconds())
                        : "never be through, as nothing moves";
        return new Notice(
                pace.value(),
                Map.of(
                        "alertname",
                        "PaceCampaignMissesDeadline",
                        "pace",
                        pace.value(),
                        "team",
                        owner.value(),
                        "severity",
                        "page"),
                Map.of(
                        "summary",
                        "the campaign of pace '%s' misses its deadline of %s"
                                .formatted(pace, deadline),
                        "description",
                        "%,d of %,d jobs are left. At the %s that it may have now it will %s; it needs %s. See 'kiban pace status %s' for what holds it back."
                                .formatted(
                                        campaign.getRemaining(),
                                        campaign.getJobs(),
                                        Rate.parse(campaign.getRate()).rounded(),
                                        through,
                                        Rate.parse(campaign.getNeeded()).rounded(),
                                        pace)));
    }

    private static Notice missed(Overdue overdue) {
        return new Notice(
                overdue.job().toString(),
                Map.of(
                        "alertname",
                        "JobMissed",
                        "job",
                        overdue.job().name().value(),
                        "team",
                        overdue.job().team().value(),
                        "severity",
                        "ticket"),
                Map.of(
                        "summary",
                        "job '%s' did not succeed by %s"
                                .formatted(overdue.job().name(), overdue.due()),
                        "description",
                        "A run of it should succeed within %d s after the last one that did, at %s, or that was expected first. 'GET /api/v1/runs?job=%s' and the page /runs of the console show what ran."
                                .formatted(
                                        overdue.within().toSeconds(),
                                        overdue.since(),
                                        overdue.job().name())));
    }
}
