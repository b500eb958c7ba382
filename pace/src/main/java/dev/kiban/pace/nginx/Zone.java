package dev.kiban.pace.nginx;

import java.util.LinkedHashMap;

/// What is remembered for each key of a `limit_req_zone`. Not safe for threads.
public final class Zone {
    /// Keys that a zone has at most: for one more, the one that nobody asked for longest goes.
    public static final int MAX_KEYS = 1_000_000;

    private static final int MILLI = 1_000;
    private static final int IDLE_MILLIS = 60_000;
    private static final int LOOKED_AT = 2;
    private static final float LOAD = 0.75f;

    /// In the order of the last look, as the queue of nginx.
    private final LinkedHashMap<Key, Node> nodes = new LinkedHashMap<>(16, LOAD, true);

    private long rate;

    private record Key(long high, long low) {}

    private static final class Node {
        private boolean isCharged;
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

    /// What the excess of a key would be with one more request, in thousandths. A key that is new
    /// is remembered from now on, also if another rule refuses.
    long excess(long high, long low, long nowMillis) {
        Node node = node(high, low, nowMillis);
        return node.isCharged ? withOneMore(node, elapsed(node, nowMillis)) : 0;
    }

    /// Counts one more request.
    ///
    /// @return the excess
    long charge(long high, long low, long nowMillis) {
        Node node = node(high, low, nowMillis);
        long elapsed = elapsed(node, nowMillis);
        if (node.isCharged) {
            node.excess = withOneMore(node, elapsed);
        }
        if (elapsed != 0 || !node.isCharged) {
            node.last = nowMillis;
        }
        node.isCharged = true;
        return node.excess;
    }

    private Node node(long high, long low, long nowMillis) {
        Key key = new Key(high, low);
        Node known = nodes.get(key);
        if (known != null) {
            return known;
        }
        makeRoom(nowMillis);
        Node made = new Node();
        nodes.put(key, made);
        return made;
    }

    private long withOneMore(Node node, long elapsed) {
        return Math.max(0, node.excess - rate * elapsed / MILLI + MILLI);
    }

    private static long elapsed(Node node, long nowMillis) {
        long elapsed = nowMillis - node.last;
        if (elapsed < -IDLE_MILLIS) {
            return 1;
        }
        return Math.max(0, elapsed);
    }

    /// `ngx_http_limit_req_expire`: of those that nobody asked for longest, up to two that have
    /// drained and are idle.
    private void makeRoom(long nowMillis) {
        if (nodes.size() >= MAX_KEYS) {
            nodes.pollFirstEntry();
        }
        for (int i = 0; i < LOOKED_AT && !nodes.isEmpty(); i++) {
            if (!isIdle(nodes.firstEntry().getValue(), nowMillis)) {
                return;
            }
            nodes.pollFirstEntry();
        }
    }

    /// That it has drained up to a request is enough: nginx asks so, and forgets a little of it.
    private boolean isIdle(Node node, long nowMillis) {
        if (!node.isCharged) {
            return true;
        }
        long elapsed = Math.abs(nowMillis - node.last);
        return elapsed >= IDLE_MILLIS && node.excess - rate * elapsed / MILLI <= 0;
    }
}
