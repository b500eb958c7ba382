package dev.kiban.slo;

import dev.kiban.kernel.ServiceName;
import dev.kiban.slo.Gate.Answer;
import dev.kiban.slo.Gate.Risk;
import dev.kiban.slo.Gate.Standing;
import dev.kiban.slo.Gate.TierStanding;
import dev.kiban.slo.SloPlan.ServiceSlo;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Answers "may we release?" from what was counted until now. It changes nothing, and does not
/// need a program that watches: alerts are decided anew, coming from where they stood.
public final class ReleaseGate {
    private final CountStore counts;
    private final AlertStore alerts;
    private final OverrideStore overrides;

    public ReleaseGate(CountStore counts, AlertStore alerts, OverrideStore overrides) {
        this.counts = counts;
        this.alerts = alerts;
        this.overrides = overrides;
    }

    /// What is known, and what follows.
    ///
    /// @param standings of all SLOs of the service
    public record Verdict(List<Standing> standings, Answer answer) {

        public Verdict {
            standings = List.copyOf(standings);
        }
    }

    /// @param slos those of the service
    public Verdict ask(ServiceName service, List<ServiceSlo> slos, Risk risk, Instant now) {
        Instant end = AlertWatch.newestEnd(counts, now);
        Map<TierKey, Stand> stands = alerts.stands(service);
        List<Standing> standings =
                counts.accounts(slos).at(end).stream()
                        .map(account -> standing(account, stands))
                        .toList();
        return new Verdict(
                standings, Gate.decide(standings, risk, overrides.standing(service, now), now));
    }

    private static Standing standing(Account account, Map<TierKey, Stand> stands) {
        Outlook outlook = new Outlook(account.slo(), account.windows(), stands);
        List<TierStanding> tiers =
                outlook.levels(account.end()).entrySet().stream()
                        .map(entry -> new TierStanding(entry.getKey(), entry.getValue()))
                        .toList();
        return new Standing(account.slo().slo().name(), account.budget(), tiers);
    }
}
