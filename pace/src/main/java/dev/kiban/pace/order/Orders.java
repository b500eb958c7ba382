package dev.kiban.pace.order;

import dev.kiban.kernel.PaceName;
import dev.kiban.pace.Rate;
import java.time.Instant;
import java.util.List;

/// All orders, as a pace server goes by them.
public record Orders(List<Given> all) {
    /// Everything is as defined.
    public static final Orders NONE = new Orders(List.of());

    private static final int PERCENT = 100;

    public Orders {
        all = List.copyOf(all);
    }

    /// Whether nothing of a pace starts.
    public boolean paused(PaceName pace, Instant now) {
        return holding(pace, now).stream().anyMatch(Order.Pause.class::isInstance);
    }

    /// The campaigns that are under way.
    public List<Given> campaigns(Instant now) {
        return all.stream()
                .filter(given -> given.about().equals(Order.Campaign.ABOUT))
                .filter(given -> given.holds(now))
                .toList();
    }

    /// The rate of a limit, in place of the one declared; what is not none stays more than none.
    public Rate rate(PaceName pace, String limit, Rate declared, Instant now) {
        Rate rate = declared;
        int percent = PERCENT;
        for (Order order : holding(pace, now)) {
            switch (order) {
                case Order.OtherRate(String name, Rate other) ->
                        rate = name.equals(limit) ? other : rate;
                case Order.Ratio(int part) -> percent = part;
                case Order.Pause _, Order.Campaign _ -> {}
            }
        }
        return part(rate, percent);
    }

    private static Rate part(Rate rate, int percent) {
        if (percent == PERCENT || rate.amount() == 0) {
            return rate;
        }
        long left = rate.amount() % PERCENT * percent;
        if (left % PERCENT == 0) {
            long amount = rate.amount() / PERCENT * percent + left / PERCENT;
            return new Rate(amount, rate.per());
        }
        long anHour =
                rate.anHour() / PERCENT * percent + rate.anHour() % PERCENT * percent / PERCENT;
        return Rate.perHour(Math.max(1, anHour));
    }

    /// What holds of a pace.
    public List<Given> of(PaceName pace, Instant now) {
        return all.stream()
                .filter(given -> given.pace().equals(pace))
                .filter(given -> given.holds(now) && given.order().isPresent())
                .toList();
    }

    private List<Order> holding(PaceName pace, Instant now) {
        return of(pace, now).stream().flatMap(given -> given.order().stream()).toList();
    }
}
