package dev.kiban.slo;

import dev.kiban.kernel.ServiceName;
import dev.kiban.slo.TierState.Firing;
import dev.kiban.slo.TierState.Level;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where all SLOs stand, a page for each minute: made once, and read by whoever asks.
///
/// ```java
/// book.turn(plan, clock.instant());   // by the one who watches
/// book.page().ifPresent(page -> page.of(shop));   // by anybody
/// ```
public final class BudgetBook {
    private final CountStore counts;
    private final AlertStore alerts;
    private SloPlan plan = new SloPlan(List.of());
    private Accounts accounts;
    private volatile Optional<Page> page = Optional.empty();

    public BudgetBook(CountStore counts, AlertStore alerts) {
        this.counts = counts;
        this.alerts = alerts;
        this.accounts = counts.accounts(List.of());
    }

    /// Where all SLOs stand at the end of a minute.
    ///
    /// @param entries in the order of the plan
    public record Page(Instant end, List<Entry> entries) {

        public Page {
            entries = List.copyOf(entries);
        }

        /// Those of a service.
        public List<Entry> of(ServiceName service) {
            return entries.stream()
                    .filter(entry -> entry.account().slo().service().equals(service))
                    .toList();
        }
    }

    /// Where one SLO stands.
    ///
    /// @param levels of its tiers, faster ones first
    public record Entry(Account account, Map<BurnTier, Level> levels) {

        public Entry {
            levels = Collections.unmodifiableMap(new LinkedHashMap<>(levels));
        }

        /// The fastest tier that fires: the one that people were told of.
        public Optional<Map.Entry<BurnTier, Firing>> alert() {
            return levels.entrySet().stream()
                    .flatMap(
                            tier ->
                                    tier.getValue().fire().stream()
                                            .map(fire -> Map.entry(tier.getKey(), fire)))
                    .findFirst();
        }
    }

    /// The newest page; none before the first.
    public Optional<Page> page() {
        return page;
    }

    /// Goes on to the newest minute, unless its page is there. For one thread at a time.
    public Page turn(SloPlan newest, Instant now) {
        Instant end = AlertWatch.newestEnd(counts, now);
        if (!newest.equals(plan)) {
            accounts = counts.accounts(newest.slos());
            plan = newest;
        } else if (page.isPresent() && page.get().end().equals(end)) {
            return page.get();
        }
        Page next = read(end);
        page = Optional.of(next);
        return next;
    }

    private Page read(Instant end) {
        List<Account> read = accounts.at(end);
        Map<TierKey, Stand> stands = alerts.stands();
        return new Page(
                end,
                read.stream().map(account -> new Entry(account, levels(account, stands))).toList());
    }

    private static Map<BurnTier, Level> levels(Account account, Map<TierKey, Stand> stands) {
        return new Outlook(account.slo(), account.windows(), stands).levels(account.end());
    }
}
