package dev.kiban.pace;

/// Something that has to be looked at when its time comes.
abstract sealed class Alarm extends Heap.Node<Alarm> permits Stop, Waiting, Lease, Errand {
    private long at;

    final long at() {
        return at;
    }

    final void at(long nanos) {
        at = nanos;
    }

    /// At the same time, whoever waits has its turn before it is told that it waited for too long.
    @Override
    final boolean isBefore(Alarm other) {
        return at != other.at ? at < other.at : rank() < other.rank();
    }

    private int rank() {
        return this instanceof Waiting ? 1 : 0;
    }
}
