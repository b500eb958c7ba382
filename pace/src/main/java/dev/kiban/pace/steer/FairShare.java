package dev.kiban.pace.steer;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// What each of several gets of what there is: weighted max-min, by filling up. Whoever wants less
/// than its share gets all it wants; the others share what that leaves, by their weights. Nobody
/// gains by wanting more.
public final class FairShare {
    private FairShare() {}

    /// Somebody who wants something.
    ///
    /// @param wanted not less than none
    /// @param weight more than none
    public record Want(double wanted, double weight) {

        /// @throws IllegalArgumentException if it is none
        public Want {
            if (!(wanted >= 0) || !(weight > 0)) {
                throw new IllegalArgumentException("%s with weight %s".formatted(wanted, weight));
            }
        }

        private double fullAt() {
            return wanted / weight;
        }
    }

    /// What each gets, in the order of the wants.
    ///
    /// @param capacity what there is
    public static double[] of(double capacity, List<Want> wants) {
        double[] shares = new double[wants.size()];
        List<Integer> soonestFull =
                IntStream.range(0, wants.size())
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> wants.get(i).fullAt()))
                        .toList();
        double left = capacity;
        double weights = wants.stream().mapToDouble(Want::weight).sum();
        for (int i : soonestFull) {
            Want want = wants.get(i);
            shares[i] = Math.min(want.wanted(), left * (want.weight() / weights));
            left -= shares[i];
            weights -= want.weight();
        }
        return shares;
    }
}
