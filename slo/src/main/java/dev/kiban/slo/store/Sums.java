package dev.kiban.slo.store;

import java.util.Collection;

/// Valid and good events of each thing that is wanted, by its place among them.
final class Sums {
    private final long[] valid;
    private final long[] good;

    Sums(int places) {
        this.valid = new long[places];
        this.good = new long[places];
    }

    void add(int place, long moreValid, long moreGood) {
        valid[place] += moreValid;
        good[place] += moreGood;
    }

    void add(Sums other) {
        for (int place = 0; place < valid.length; place++) {
            valid[place] += other.valid[place];
            good[place] += other.good[place];
        }
    }

    long valid(Collection<Integer> places) {
        return places.stream().mapToLong(place -> valid[place]).sum();
    }

    long good(Collection<Integer> places) {
        return places.stream().mapToLong(place -> good[place]).sum();
    }
}
