package dev.kiban.pace;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The buckets at which somebody stands.
final class Stops {
    private final Alarms alarms;

    // In order, so that the same asks always lead to the same turns.
    private final Map<Stop.Key, Stop> stops = new LinkedHashMap<>();

    Stops(Alarms alarms) {
        this.alarms = alarms;
    }

    /// Those at a bucket, if there is anybody.
    @Nullable Stop at(Barrier barrier, long high, long low) {
        return stops.get(new Stop.Key(barrier, high, low));
    }

    void stand(Flow flow, int closed, long now) {
        Stop.Key key =
                new Stop.Key(flow.lane.barriers[closed], flow.high(closed), flow.low(closed));
        Stop stop = stops.computeIfAbsent(key, Stop::new);
        stop.add(flow);
        alarms.ring(stop, stop.opensAt(now));
    }

    boolean forgetIfEmpty(Stop stop) {
        if (!stop.isEmpty()) {
            return false;
        }
        alarms.silence(stop);
        stops.remove(stop.key);
        return true;
    }

    /// A bucket may be open earlier than it was expected to be.
    void look(Barrier barrier, long high, long low, long now) {
        Stop stop = at(barrier, high, low);
        if (stop != null) {
            alarms.ring(stop, stop.opensAt(now));
        }
    }

    /// All of its buckets may be.
    void changed(Barrier barrier, long now) {
        for (Stop stop : stops.values()) {
            if (stop.barrier() == barrier) {
                alarms.ring(stop, stop.opensAt(now));
            }
        }
    }

    /// All may be open earlier than it was expected.
    void lookAtAll(long now) {
        stops.values().forEach(stop -> alarms.ring(stop, stop.opensAt(now)));
    }

    /// Those who wait for their share, and have it, are looked at before anybody else goes.
    void wake(Lane lane) {
        for (Canary canary : lane.canaries) {
            for (CanaryPart part : canary.parts()) {
                Stop stop = part.mayGo() ? at(canary, part.high, part.low) : null;
                if (stop != null) {
                    alarms.ring(stop, Alarms.AT_ONCE);
                }
            }
        }
    }

    /// Whether somebody waits already who has the same share, for that or where a flow would stand.
    boolean isBefore(CanaryPart part, Flow flow, int closed) {
        for (Canary canary : flow.lane.canaries) {
            if (at(canary, part.high, part.low) != null) {
                return true;
            }
        }
        Stop stop = at(flow.lane.barriers[closed], flow.high(closed), flow.low(closed));
        return stop != null && stop.holds(part);
    }

    void clear() {
        stops.values().forEach(alarms::silence);
        stops.clear();
    }
}
