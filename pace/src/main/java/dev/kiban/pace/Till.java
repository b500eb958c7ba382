package dev.kiban.pace;

import dev.kiban.pace.bucket.Buckets;
import java.util.ArrayList;
import java.util.List;

/// Where permits are paid: buckets are charged, and shares counted; and where both is taken back.
final class Till {
    private final Sharing sharing;
    private final Stops stops;

    Till(Sharing sharing, Stops stops) {
        this.sharing = sharing;
        this.stops = stops;
    }

    /// Charges what is open.
    void charge(Permit permit, long[] hashes) {
        Lane lane = permit.lane;
        permit.epoch = sharing.epoch();
        for (int i = 0; i < lane.limits.length; i++) {
            int key = lane.limitKeys[i];
            long high = key == Lane.NO_KEY ? 0 : hashes[2 * key];
            long low = key == Lane.NO_KEY ? 0 : hashes[2 * key + 1];
            int at = i * Buckets.RECEIPT;
            lane.limits[i].charge(high, low, permit.cost, permit.receipts, at);
        }
    }

    /// What was charged here, if it still counts here, is for others.
    void uncharge(Permit permit, long now) {
        takeBack(permit);
        if (permit.epoch != sharing.epoch()) {
            return;
        }
        for (int i = 0; i < permit.lane.limits.length; i++) {
            int at = i * Buckets.RECEIPT;
            Limit limit = permit.lane.limits[i];
            limit.giveBack(permit.receipts, at, permit.cost, now);
            stops.look(limit, permit.receipts[at], permit.receipts[at + 1], now);
        }
    }

    /// Counts it for those who get a share, once.
    void count(Permit permit, long[] hashes) {
        Lane lane = permit.lane;
        if (lane.canaries.length == 0 || !permit.counted.isEmpty()) {
            return;
        }
        List<Canary.Counted> counted = new ArrayList<>();
        for (int i = 0; i < lane.canaries.length; i++) {
            int key = 2 * lane.keys[lane.firstCanary + i];
            counted.add(lane.canaries[i].count(hashes[key], hashes[key + 1], permit.cost));
        }
        permit.counted = counted;
        stops.wake(lane);
    }

    /// As if it had not been counted.
    void takeBack(Permit permit) {
        if (!permit.counted.isEmpty()) {
            permit.counted.forEach(Canary.Counted::takeBack);
            permit.counted = List.of();
            stops.wake(permit.lane);
        }
    }
}
