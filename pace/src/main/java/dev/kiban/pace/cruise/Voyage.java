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

    /// @param event by which it is known
    /// @param startedBefore jobs that an earlier process knew of
    /// @param count of jobs that this process knows of, campaign or not
    Voyage(PaceName pace, Order.Campaign order, long event, long startedBefore, long count) {
        this.pace = pace;
        this.order = order;
        this.event = event;
        this.campaign =
                new Campaign(order.start(), order.deadline(), Campaign.USUAL_MARGIN_PERCENT);
        this.startedBefore = startedBefore;
        this.countAtBegin = count;
        this.count = count;
        this.remaining = Math.max(0, order.jobs() - startedBefore);
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
        forecast = campaign.at(now, remaining, new Bounds(SLOWEST, ceiling));
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
