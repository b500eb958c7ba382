package dev.kiban.pace.bucket;

/// The one bucket of a rate that all share.
public final class OneBucket implements Buckets {
    private final Drain drain;
    private long markPermits;
    private long markUnits;
    private final Returns returns = new Returns();
    private long givenBack;
    private long charges;

    /// @param beginsWith level in permits: no bucket begins empty, for nobody knows what was let
    ///     through before
    public OneBucket(Drain drain, long beginsWith) {
        this.drain = drain;
        this.markPermits = drain.permits() + beginsWith;
        this.markUnits = drain.units();
    }

    @Override
    public long level(long high, long low) {
        return drain.level(markPermits, markUnits);
    }

    @Override
    public boolean hasRoom(long high, long low) {
        return true;
    }

    @Override
    public void charge(long high, long low, long permits, long[] receipt, int at) {
        moveMark(drain.level(markPermits, markUnits) + permits * Drain.PERMIT);
        receipt[at + 2] = markPermits;
        receipt[at + 3] = markUnits;
        receipt[at + 4] = givenBack;
        receipt[at + 5] = ++charges;
    }

    @Override
    public void giveBack(long[] receipt, int at, long permits) {
        // What was charged earlier and given back since has moved this charge forward, too.
        long charge = receipt[at + 5];
        long earlier = givenBack - receipt[at + 4] - returns.ofLater(0, 0, charge);
        long left = drain.level(receipt[at + 2], receipt[at + 3]) - earlier;
        long back = Math.min(left, permits * Drain.PERMIT);
        if (back > 0) {
            moveMark(Math.max(0, drain.level(markPermits, markUnits) - back));
            givenBack += back;
            returns.add(0, 0, charge, back);
        }
    }

    @Override
    public void raise(long high, long low, long units) {
        if (units > drain.level(markPermits, markUnits)) {
            moveMark(units);
        }
    }

    @Override
    public int keys() {
        return 1;
    }

    private void moveMark(long level) {
        long sum = drain.units() + level;
        markPermits = drain.permits() + sum / Drain.PERMIT;
        markUnits = sum % Drain.PERMIT;
    }
}
