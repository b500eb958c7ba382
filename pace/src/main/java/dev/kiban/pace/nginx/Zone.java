package dev.kiban.pace.nginx;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/// What is remembered for each key of a `limit_req_zone`. Not safe for threads.
public final class Zone {
    /// Keys that a zone has at most, of which those that have not drained are in nobody's way but
    /// of new ones.
    public static final int MAX_KEYS = 1_000_000;

    private static final int MILLI = 1_000;
    private static final int FAR_BACK_MILLIS = -60_000;
    private static final int FEW = 1_024;

    private final Map<Key, Node> nodes = new HashMap<>();
    private long rate;
    private int sweepAt = FEW;
    private long nextSweepMillis = Long.MIN_VALUE;

    private record Key(long high, long low) {}

    private static final class Node {
        private long last;
        private long excess;
    }

    /// @param rate in thousandths of a request in a second, more than none
    public Zone(long rate) {
        this.rate = rate;
    }

    /// A rate as nginx understands it: `1r/m` is 16 thousandths a second.
    ///
    /// @param seconds that the rate is for: 1 or 60
    public static long rate(long amount, int seconds) {
        return amount * MILLI / seconds;
    }

    /// Goes on at another rate, as after a reload.
    public void change(long newRate) {
        rate = newRate;
    }

    long rate() {
        return rate;
    }

    /// What the excess of a key would be with one more request, in thousandths.
    long excess(long high, long low, long nowMillis) {
        Node node = nodes.get(new Key(high, low));
        return node == null ? 0 : excess(node, elapsed(node, nowMillis));
    }

    /// Counts one more request.
    ///
    /// @return the excess
    long charge(long high, long low, long nowMillis) {
        Key key = new Key(high, low);
        Node node = nodes.get(key);
        if (node == null) {
            makeRoom(nowMillis);
            node = new Node();
            node.last = nowMillis;
            nodes.put(key, node);
            return 0;
        }
        long elapsed = elapsed(node, nowMillis);
        node.excess = excess(node, elapsed);
        if (elapsed != 0) {
            node.last = nowMillis;
        }
        return node.excess;
    }

    /// Whether there is room for a key, if it is new.
    boolean hasRoom(long high, long low, long nowMillis) {
        if (nodes.size() < MAX_KEYS || nodes.containsKey(new Key(high, low))) {
            return true;
        }
        makeRoom(nowMillis);
        return nodes.size() < MAX_KEYS;
    }

    private long excess(Node node, long elapsed) {
        return Math.max(0, node.excess - rate * elapsed / MILLI + MILLI);
    }

    private static long elapsed(Node node, long nowMillis) {
        long elapsed = nowMillis - node.last;
        if (elapsed < FAR_BACK_MILLIS) {
            return 1;
        }
        return Math.max(0, elapsed);
    }

    /// Keys that have drained so far that they are as good as new. A new one has excess 0.
    private void makeRoom(long nowMillis) {
        if (nodes.size() < sweepAt || nowMillis < nextSweepMillis) {
            return;
        }
        for (Iterator<Node> all = nodes.values().iterator(); all.hasNext(); ) {
            Node node = all.next();
            if (excess(node, elapsed(node, nowMillis)) == 0) {
                all.remove();
            }
        }
        sweepAt = Math.clamp(2L * nodes.size(), FEW, MAX_KEYS);
        nextSweepMillis = nowMillis + MILLI; // who makes keys up shall not keep us busy
    }
}
