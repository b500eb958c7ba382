package dev.kiban.pace.cruise;

import dev.kiban.kernel.PaceName;
import dev.kiban.pace.Rate;
import dev.kiban.pace.order.Order;
import dev.kiban.pace.steer.Campaign;
import dev.kiban.pace.steer.Campaign.Bounds;
import dev.kiban.pace.steer.Forecast;
import dev.kiban.pace.steer.Forecast.Verdict;
import dev.kiban.pace.steer.Speed;
import java.time.Instant;
import java.util.Optional;

/// A campaign under way.
final class Voyage {
    /// Nothing is so slow that it stands.
    private static final Speed SLOWEST = new Speed(1);

    private final PaceName pace;
    private final Order.Campaign order;
    private final long event;
    private final Campaign campaign;
    private final long startedBefore;
    private final long countAtBegin;
    private long count;
    private long remaining;
    private Forecast forecast;

    /// When all had started, also as an earlier process knew it.
    private Optional<Instant> done;

    /// @param event by which it is known
    /// @param before what an earlier process knew of it
    /// @param count of jobs that this process knows of, campaign or not
    Voyage(PaceName pace, Order.Campaign order, long event, Logbook.Entry before, long count) {
        this.pace = pace;
        this.order = order;
        this.event = event;
        this.campaign =
                new Campaign(order.start(), order.deadline(), Campaign.USUAL_MARGIN_PERCENT);
        this.startedBefore = before.started();
        this.done = before.done();
        this.countAtBegin = count;
        this.count = count;
        this.remaining = Math.max(0, order.jobs() - before.started());
        this.forecast = new Forecast(Verdict.ON_TRACK, SLOWEST, SLOWEST, order.deadline());
    }

    long event() {
        return event;
    }

    PaceName pace() {
        return pace;
    }

    /// Jobs that have started, in this process and before.
    Leg leg() {
        return new Leg(startedBefore, count - countAtBegin);
    }

    /// For when the program starts again.
    Logbook.Entry entry() {
        return new Logbook.Entry(leg().all(), done);
    }

    /// Decides how fast to go.
    ///
    /// @param nowCount of jobs that this process knows of
    /// @param elsewhere jobs of the campaign that others let start
    /// @param ceiling what may be gone at most
    /// @return whether the verdict is another one than before
    boolean look(Instant now, long nowCount, long elsewhere, Speed ceiling) {
        Verdict before = forecast.verdict();
        count = nowCount;
        remaining = Math.max(0, order.jobs() - leg().all() - elsewhere);
        Forecast next = campaign.at(now, remaining, new Bounds(SLOWEST, ceiling));
        if (next.verdict() == Verdict.DONE) {
            Instant through = done.orElse(now);
            done = Optional.of(through);
            forecast = Forecast.done(through);
        } else {
            if (before == Verdict.DONE) { // permits were given back
                done = Optional.empty();
            }
            forecast = next;
        }
        return forecast.verdict() != before;
    }

    /// What a rate is now: no faster than is needed, until all have started.
    Rate rate(Rate allowed) {
        Rate needed = forecast.speed().rate();
        boolean isSlower = needed.anHour() < allowed.anHour() && needed.amount() > 0;
        return forecast.verdict() != Verdict.DONE && isSlower ? needed : allowed;
    }

    VoyageReport report() {
        return new VoyageReport(order.jobs(), remaining, order.deadline(), forecast);
    }
}
