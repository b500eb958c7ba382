package dev.kiban.pace;

import java.util.function.Consumer;

/// Something that the store was asked for besides jobs that want to start. Its alarm is the time at
/// which it should have answered.
final class Errand extends Alarm implements Awaited {
    final Consumer<PermitAnswer> taker;

    /// Whether it is the one by which this replica comes back to the others.
    final boolean isEntry;

    private Errand(Consumer<PermitAnswer> taker, boolean isEntry) {
        this.taker = taker;
        this.isEntry = isEntry;
    }

    /// @param taker who is told what came of it
    static Errand of(Consumer<PermitAnswer> taker) {
        return new Errand(taker, false);
    }

    static Errand entry() {
        return new Errand(_ -> {}, true);
    }
}
