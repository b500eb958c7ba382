package dev.kiban.gateway.proxy;

import dev.kiban.gateway.UpstreamTarget;
import dev.kiban.runtime.http.Loop;
import java.util.HashMap;
import java.util.Map;

/// The upstreams of one loop, shared by the plans that lead to them, so that a reload keeps the
/// connections of what has not changed.
final class Upstreams {
    private final Loop loop;
    private final Map<UpstreamTarget, Upstream> known = new HashMap<>();

    Upstreams(Loop loop) {
        this.loop = loop;
    }

    Upstream adopt(UpstreamTarget target) {
        Upstream upstream = known.computeIfAbsent(target, absent -> new Upstream(loop, absent));
        upstream.adopt();
        return upstream;
    }

    void release(UpstreamTarget target, Upstream upstream) {
        if (upstream.release()) {
            known.remove(target);
        }
    }
}
