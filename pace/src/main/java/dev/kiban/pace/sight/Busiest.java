package dev.kiban.pace.sight;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Who asks most of late, among any number of askers, in a bounded space: the algorithm
/// "space-saving" of Metwally, Agrawal and El Abbadi (2005). Who asked more than a
/// [#PLACES]th of all is among those that are known; counts are too high by that at most. Each
/// [#fade] halves all counts, so that what was long ago weighs little.
///
/// Safe for all threads.
public final class Busiest {
    /// So many are known.
    static final int PLACES = 64;

    private final Map<String, Place> places = new HashMap<>(2 * PLACES);
    private long all;

    private static final class Place {
        private long asks;
    }

    /// The part of somebody.
    ///
    /// @param share of all asks of late, 0 to 1
    public record Share(String asker, double share) {}

    /// Somebody asks.
    public synchronized void asked(String asker) {
        all++;
        Place place = places.get(asker);
        if (place == null) {
            place = places.size() < PLACES ? new Place() : takeOver();
            places.put(asker, place);
        }
        place.asks++;
    }

    /// The place of who asked least, with its count: nobody knows how often the new one asked.
    private Place takeOver() {
        Map.Entry<String, Place> least = null;
        for (Map.Entry<String, Place> entry : places.entrySet()) {
            if (least == null || entry.getValue().asks < least.getValue().asks) {
                least = entry;
            }
        }
        if (least == null) {
            return new Place();
        }
        Place place = least.getValue();
        places.remove(least.getKey());
        return place;
    }

    /// Has the past weigh half.
    public synchronized void fade() {
        all /= 2;
        places.values().forEach(place -> place.asks /= 2);
        places.values().removeIf(place -> place.asks == 0);
    }

    private synchronized void addTo(Map<String, Long> counts) {
        places.forEach((asker, place) -> counts.merge(asker, place.asks, Long::sum));
    }

    private synchronized long all() {
        return all;
    }

    /// Those who asked most, the busiest first.
    ///
    /// @param parts that were counted apart
    public static List<Share> of(Collection<Busiest> parts, int most) {
        Map<String, Long> counts = new HashMap<>();
        parts.forEach(part -> part.addTo(counts));
        long all = parts.stream().mapToLong(Busiest::all).sum();
        return counts.entrySet().stream()
                .sorted(
                        Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(Map.Entry.comparingByKey()))
                .limit(most)
                .map(entry -> new Share(entry.getKey(), share(entry.getValue(), all)))
                .toList();
    }

    private static double share(long asks, long all) {
        return all == 0 ? 0 : Math.min(1, (double) asks / all);
    }
}
