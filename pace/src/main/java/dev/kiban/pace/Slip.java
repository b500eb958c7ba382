package dev.kiban.pace;

import org.jspecify.annotations.Nullable;

/// What is kept of a permit at rest: enough to make it again when somebody names it.
///
/// A slip is written over for ever. So permits can be garbage as soon as they are told, and no
/// collection has to copy all the last ones.
final class Slip {
    private static final long[] NONE = {};

    private long number = -1;
    private @Nullable Lane lane;
    private int cost;
    private long turn;
    private int epoch;
    private long[] receipts = NONE;

    void write(Permit permit) {
        number = permit.number;
        if (lane != permit.lane) { // the collector looks again at whatever is told to refer
            lane = permit.lane;
        }
        cost = permit.cost;
        turn = permit.turn;
        epoch = permit.epoch;
        if (receipts.length != permit.receipts.length) {
            receipts = new long[permit.receipts.length];
        }
        System.arraycopy(permit.receipts, 0, receipts, 0, receipts.length);
    }

    /// The permit, if this is the slip of that number.
    @Nullable Permit read(long wanted, PermitIds ids) {
        if (lane == null || number != wanted) {
            return null;
        }
        Permit permit = new Permit(number, lane, cost, ids);
        permit.turn = turn;
        permit.epoch = epoch;
        System.arraycopy(receipts, 0, permit.receipts, 0, receipts.length);
        return permit;
    }
}
