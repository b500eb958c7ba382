package dev.kiban.app.budget;

import dev.kiban.kernel.ServiceName;
import dev.kiban.ledger.Event;
import dev.kiban.ledger.Ledger;
import dev.kiban.ledger.Page;
import dev.kiban.ledger.Query;
import dev.kiban.slo.PeriodWindow;
import dev.kiban.slo.ReleaseHistory;
import dev.kiban.slo.Releases;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Releases as the ledger has them.
public record LedgerReleases(Ledger ledger) implements Releases, ReleaseHistory {
    private static final String KIND = "release";

    /// Of one service in a time; whoever releases more often is told of the newest ones.
    private static final int MAX = 10 * Query.MAX_LIMIT;

    @Override
    public Optional<Release> last(ServiceName service, Instant before) {
        Query newest = Query.all().about(service).kind(KIND).until(before).limit(1);
        return ledger.search(newest).items().stream().findFirst().map(LedgerReleases::release);
    }

    @Override
    public List<Release> within(ServiceName service, PeriodWindow time) {
        Query query =
                Query.all()
                        .about(service)
                        .kind(KIND)
                        .from(time.start())
                        .until(time.end())
                        .limit(Query.MAX_LIMIT);
        List<Release> releases = new ArrayList<>();
        Page<Event> page = ledger.search(query);
        page.items().forEach(event -> releases.add(release(event)));
        while (page.next().isPresent() && releases.size() < MAX) {
            page = ledger.search(query.before(page.next().getAsLong()));
            page.items().forEach(event -> releases.add(release(event)));
        }
        Collections.reverse(releases);
        return releases;
    }

    private static Release release(Event event) {
        return new Release(event.recordedAt(), event.summary());
    }
}
