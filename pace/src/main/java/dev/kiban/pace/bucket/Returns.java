package dev.kiban.pace.bucket;

/// What was given back lately, by when it had been charged.
///
/// A charge that is given back moves all later ones of its bucket forward, and none before. So how
/// much of a charge has drained can only be told by whoever knows which is which. What is forgotten
/// counts as if it had moved all: then less is given back than could be, and never more.
final class Returns {
    private static final int REMEMBERED = 1 << 7;
    private static final int WIDTH = 4;

    private final long[] last = new long[REMEMBERED * WIDTH];
    private int next;

    /// @param charge which one it was: later ones of a bucket have a larger number
    void add(long high, long low, long charge, long units) {
        int at = next * WIDTH;
        next = (next + 1) % REMEMBERED;
        last[at] = high;
        last[at + 1] = low;
        last[at + 2] = charge;
        last[at + 3] = units;
    }

    /// What was given back of what a bucket had been charged after a charge.
    long ofLater(long high, long low, long charge) {
        long units = 0;
        for (int at = 0; at < last.length; at += WIDTH) {
            if (last[at + 2] > charge && last[at] == high && last[at + 1] == low) {
                units += last[at + 3];
            }
        }
        return units;
    }
}
