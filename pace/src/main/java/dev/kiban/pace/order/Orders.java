package dev.kiban.pace.order;

import dev.kiban.kernel.PaceName;
import dev.kiban.kernel.Share;
import dev.kiban.pace.CanaryPlan;
import dev.kiban.pace.Rate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// All orders, as a pace server goes by them.
public record Orders(List<Given> all) {
    /// Everything is as defined.
    public static final Orders NONE = new Orders(List.of());

    private static final int PERCENT = 100;
    private static final Share NOTHING = new Share(0);

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
                case Order.Pause _, Order.OtherShare _, Order.Campaign _ -> {}
            }
        }
        return part(rate, percent);
    }

    /// Who gets which share of a pace's permits, in place of what is declared. If that is more than
    /// there is, what was ordered comes first, and the last ones get what is left.
    public SortedMap<String, Share> shares(
            PaceName pace, Map<String, Share> declared, Instant now) {
        SortedMap<String, Share> ordered = new TreeMap<>();
        for (Order order : holding(pace, now)) {
            if (order instanceof Order.OtherShare(String value, Share share)) {
                ordered.put(value, share);
            }
        }
        SortedMap<String, Share> shares = new TreeMap<>();
        Stream.concat(ordered.keySet().stream(), new TreeSet<>(declared.keySet()).stream())
                .distinct()
                .limit(CanaryPlan.MOST)
                .forEach(
                        value -> {
                            Share wanted =
                                    ordered.getOrDefault(
                                            value, declared.getOrDefault(value, NOTHING));
                            shares.put(value, atMost(wanted, left(shares)));
                        });
        return shares;
    }

    private static long left(Map<String, Share> shares) {
        return Share.WHOLE - shares.values().stream().mapToLong(Share::partsPerBillion).sum();
    }

    private static Share atMost(Share share, long partsPerBillion) {
        return new Share(Math.min(share.partsPerBillion(), partsPerBillion));
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
