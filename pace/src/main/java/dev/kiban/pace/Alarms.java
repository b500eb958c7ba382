package dev.kiban.pace;

/// What has to be looked at, and when.
final class Alarms {
    /// Before everything else, whatever the time is.
    static final long AT_ONCE = -1;

    private final Heap<Alarm> heap = new Heap<>();

    /// Whether something has to be looked at by now.
    boolean isDue(long now) {
        return !heap.isEmpty() && heap.first().at() <= now;
    }

    /// Whether something has to be looked at before everything else.
    boolean isUrgent() {
        return isDue(AT_ONCE);
    }

    /// What has to be looked at first; there must be something.
    Alarm first() {
        return heap.first();
    }

    /// When that is.
    long next() {
        return heap.isEmpty() ? Barrier.NEVER : heap.first().at();
    }

    void ring(Alarm alarm, long at) {
        alarm.at(at);
        if (at == Barrier.NEVER) {
            heap.remove(alarm);
        } else {
            heap.put(alarm);
        }
    }

    void silence(Alarm alarm) {
        heap.remove(alarm);
    }
}
