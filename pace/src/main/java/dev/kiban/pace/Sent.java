package dev.kiban.pace;

/// An ask that was put forward to the store that replicas share. Its alarm is the time at which the
/// store should have answered; and once it has, the turn.
final class Sent extends Waiting implements Awaited {
    final long[] hashes;

    /// Where it stood: all who came before have a smaller one.
    final long arrival;

    /// When it will have waited for too long.
    final long deadline;

    final Kind kind;

    /// The number of its call, by which the answer is known.
    long number;

    /// The store has let it pass, for a turn to come.
    boolean isBooked;

    /// How it came to be put forward.
    enum Kind {
        /// On arrival, as nobody was before it.
        FRESH,

        /// It had stood in line.
        WAITED,

        /// It wants to know at once when its turn is.
        RESERVES
    }

    /// Whose turn it is, by all that is known here.
    static Sent of(InFlow waiting) {
        long deadline = waiting.place == null ? Barrier.NEVER : waiting.at();
        long[] hashes = waiting.flow.key.hashes();
        Sent sent =
                new Sent(
                        waiting.ask,
                        waiting.permit,
                        hashes,
                        waiting.arrival,
                        deadline,
                        Kind.WAITED);
        sent.place = waiting.place;
        return sent;
    }

    /// Somebody who has just come.
    static Sent now(Ask ask, Permit permit, long[] hashes, long arrival, Kind kind, long now) {
        return new Sent(ask, permit, hashes, arrival, now + permit.lane.waitNanos, kind);
    }

    private Sent(Ask ask, Permit permit, long[] hashes, long arrival, long deadline, Kind kind) {
        super(ask, permit);
        this.hashes = hashes;
        this.arrival = arrival;
        this.deadline = deadline;
        this.kind = kind;
    }
}
