package dev.kiban.slo;

import dev.kiban.slo.AlertStore.Changes;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.Supplier;

/// Watches budgets: reads what was counted, decides which alerts change, and writes down what
/// people are to be told.
///
/// Several programs may watch the same store; each time is decided once. Nothing is kept in memory
/// that is not in the store: a program that starts goes on where another stopped.
///
/// ```java
/// AlertWatch watch = new AlertWatch(plans::current, counts, alerts, releases);
/// watch.round(clock.instant());   // at least once a minute
/// ```
public final class AlertWatch {
    /// A gateway has so much time to ship a minute that is over.
    private static final Duration SHIPPING = Duration.ofSeconds(20);

    /// For so long a minute that is missing is late; after that it is a gap.
    private static final Duration LATE = Duration.ofMinutes(3);

    private final Supplier<SloPlan> plan;
    private final BudgetBook book;
    private final AlertStore alerts;
    private final Releases releases;

    public AlertWatch(
            Supplier<SloPlan> plan, CountStore counts, AlertStore alerts, Releases releases) {
        this.plan = plan;
        this.book = new BudgetBook(counts, alerts);
        this.alerts = alerts;
        this.releases = releases;
    }

    /// Turns the book to the newest minute, and decides for it, if nobody has.
    ///
    /// @return whether it was decided here
    public boolean round(Instant now) {
        BudgetBook.Page page = book.turn(plan.get(), now);
        return alerts.once(page.end(), stands -> decide(page, stands));
    }

    /// What rounds have read.
    public BudgetBook book() {
        return book;
    }

    /// Where windows end now: with the newest minute that was measured, if it is not too old.
    static Instant newestEnd(CountStore counts, Instant now) {
        Instant latest = now.minus(SHIPPING).truncatedTo(ChronoUnit.MINUTES);
        return counts.newestEnd(latest.minus(LATE), latest);
    }

    private Changes decide(BudgetBook.Page page, Map<TierKey, Stand> stands) {
        AlertRound round = new AlertRound(releases, stands, page.end());
        page.entries().forEach(entry -> round.decide(entry.account()));
        return round.changes();
    }
}
