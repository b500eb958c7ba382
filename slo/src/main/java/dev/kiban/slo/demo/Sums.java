package dev.kiban.slo.demo;

import dev.kiban.slo.Tally;
import java.time.Duration;

/// What was counted from the beginning until each minute, so that any last minutes are a
/// subtraction.
final class Sums {
    private final long[] good;
    private final long[] valid;
    private final long[] measured;
    private int minutes;

    /// @param length how many minutes there will be
    Sums(int length) {
        good = new long[length + 1];
        valid = new long[length + 1];
        measured = new long[length + 1];
    }

    /// How many minutes there are.
    int minutes() {
        return minutes;
    }

    /// The next minutes, in which as much happened in each as in the others.
    void add(Tally next) {
        for (int i = 1; i <= next.minutes(); i++) {
            good[minutes + i] = good[minutes] + next.good() * i / next.minutes();
            valid[minutes + i] = valid[minutes] + next.valid() * i / next.minutes();
            measured[minutes + i] = measured[minutes] + next.measuredMinutes() * i / next.minutes();
        }
        minutes += Math.toIntExact(next.minutes());
    }

    /// What was counted last, or all if it is less.
    Tally last(Duration window) {
        int from = Math.toIntExact(Math.max(0, minutes - window.toMinutes()));
        return new Tally(
                good[minutes] - good[from],
                valid[minutes] - valid[from],
                measured[minutes] - measured[from],
                minutes - from);
    }
}
