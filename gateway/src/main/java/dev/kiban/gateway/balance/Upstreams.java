package dev.kiban.gateway.balance;

import dev.kiban.gateway.UpstreamTarget;
import dev.kiban.runtime.http.Loop;
import java.util.HashMap;
import java.util.Map;

/// The upstreams of one loop, shared by the plans that lead to them, so that a reload keeps the
/// connections of what has not changed.
public final class Upstreams {
    private final Loop loop;
    private final Map<UpstreamTarget, Upstream> known = new HashMap<>();

    /// None yet. On its loop, like everything here.
    public Upstreams(Loop loop) {
        this.loop = loop;
    }

    /// One more plan leads to the target.
    public Upstream adopt(UpstreamTarget target) {
        Upstream upstream = known.computeIfAbsent(target, absent -> new Upstream(loop, absent));
        upstream.adopt();
        return upstream;
    }

    /// One plan less leads to the target, and none of its requests is under way any more.
    public void release(UpstreamTarget target, Upstream upstream) {
        if (upstream.release()) {
            known.remove(target);
        }
    }
}
