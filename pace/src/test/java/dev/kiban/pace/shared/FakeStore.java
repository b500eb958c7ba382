package dev.kiban.pace.shared;

import dev.kiban.pace.bucket.Buckets;
import dev.kiban.pace.bucket.Drain;
import dev.kiban.pace.bucket.OneBucket;
import dev.kiban.pace.shared.StoreCall.BucketTerms;
import dev.kiban.pace.shared.StoreCall.JobTerms;
import dev.kiban.pace.shared.StoreCall.LimitTerms;
import dev.kiban.pace.shared.StoreReply.JobCount;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a store does with a call, by the arithmetic of a pacer that is alone. Its time is told, and
/// it forgets nothing.
public final class FakeStore {
    private static final long NANOS = 1_000;

    private final Map<String, Limit> limits = new HashMap<>();
    private final Map<String, Map<String, Long>> jobs = new HashMap<>();
    private final Map<String, Permit> permits = new HashMap<>();
    private final Map<String, Repeat> repeats = new HashMap<>();

    private record Repeat(String permit, long turn) {}

    private record Key(long high, long low) {}

    private static final class Charge {
        private final Bucket bucket;
        private final Drain drain;
        private final int cost;
        private final long[] receipt = new long[Buckets.RECEIPT];

        Charge(Bucket bucket, Drain drain, int cost) {
            this.bucket = bucket;
            this.drain = drain;
            this.cost = cost;
        }

        long number() {
            return receipt[Buckets.RECEIPT - 1];
        }
    }

    private static final class Bucket {
        private final OneBucket level;
        private long turn; // the last one that was fixed
        private long lastCharge;

        Bucket(OneBucket level) {
            this.level = level;
        }

        long level() {
            return level.level(0, 0);
        }
    }

    /// A bucket for each key, none of which is lower than the floor.
    private static final class Limit {
        private final Drain drain;
        private final boolean isKeyed;
        private final Map<Key, Bucket> buckets = new HashMap<>();
        private OneBucket floor;
        private long anHour;

        Limit(LimitTerms terms, long now) {
            drain = new Drain(terms.anHour(), now * NANOS);
            isKeyed = terms.isKeyed();
            floor = new OneBucket(drain, terms.immediate());
            anHour = terms.anHour();
        }

        void at(LimitTerms terms, long now) {
            drain.at(now * NANOS);
            if (terms.anHour() < anHour && isKeyed) {
                floor(terms.immediate());
            }
            if (terms.anHour() != anHour) {
                anHour = terms.anHour();
                drain.change(anHour, now * NANOS);
            }
        }

        void floor(int immediate) {
            OneBucket next = new OneBucket(drain, immediate);
            next.raise(0, 0, floor.level(0, 0));
            floor = next;
        }

        Bucket bucket(long high, long low) {
            Bucket bucket =
                    buckets.computeIfAbsent(
                            new Key(high, low), _ -> new Bucket(new OneBucket(drain, 0)));
            bucket.level.raise(0, 0, floor.level(0, 0));
            return bucket;
        }
    }

    private static final class Permit {
        private final List<Charge> charges = new ArrayList<>();
        private final List<String> paces;
        private final long leaseMicros;
        private String repeat = "";
        private boolean isDone;
        private boolean isVoid;

        Permit(List<String> paces, long leaseMicros) {
            this.paces = paces;
            this.leaseMicros = leaseMicros;
        }
    }

    /// Does it.
    public StoreReply apply(StoreCall call, long nowMicros) {
        return switch (call) {
            case StoreCall.Take take -> take(take, nowMicros);
            case StoreCall.GiveBack(_, String permit) -> giveBack(permit, nowMicros);
            case StoreCall.Done(_, String permit) -> done(permit);
            case StoreCall.Renew(_, String permit) -> renew(permit, nowMicros);
            case StoreCall.Change(_, List<LimitTerms> changed) -> {
                changed.forEach(terms -> limit(terms, nowMicros));
                yield new StoreReply.Noted();
            }
            case StoreCall.Enter enter -> enter(enter, nowMicros);
        };
    }

    /// Forgets everything.
    public void restart() {
        limits.clear();
        jobs.clear();
        permits.clear();
        repeats.clear();
    }

    private StoreReply take(StoreCall.Take take, long now) {
        Repeat known = repeats.get(take.repeat());
        if (!take.repeat().isEmpty() && known != null) {
            return new StoreReply.Same(known.permit(), Math.max(0, known.turn() - now));
        }
        long delay = 0;
        boolean isFull = false;
        for (BucketTerms terms : take.buckets()) {
            Limit limit = limit(terms.limit(), now);
            long level = limit.bucket(terms.high(), terms.low()).level();
            long missing = level - terms.limit().immediate() * Drain.PERMIT;
            isFull |= missing > 0 && level > terms.limit().burst() * Drain.PERMIT;
            delay = Math.max(delay, missing <= 0 ? 0 : limit.drain.nanosFor(missing));
        }
        List<JobCount> counts = new ArrayList<>();
        for (JobTerms terms : take.jobs()) {
            int ended = expire(terms.pace(), now);
            int running = jobs.getOrDefault(terms.pace(), Map.of()).size();
            isFull |= running >= terms.atMost();
            counts.add(new JobCount(running, ended));
        }
        if (isFull || delay == Drain.NEVER || Math.ceilDiv(delay, NANOS) > take.horizonMicros()) {
            long micros = delay == Drain.NEVER ? StoreReply.NEVER : Math.ceilDiv(delay, NANOS);
            return new StoreReply.NotNow(micros, levels(take, now), counts);
        }
        return charge(take, Math.ceilDiv(delay, NANOS), counts, now);
    }

    private StoreReply charge(StoreCall.Take take, long delay, List<JobCount> counts, long now) {
        Permit permit =
                new Permit(take.jobs().stream().map(JobTerms::pace).toList(), take.leaseMicros());
        for (BucketTerms terms : take.buckets()) {
            Limit limit = limit(terms.limit(), now);
            Bucket bucket = limit.bucket(terms.high(), terms.low());
            Charge charge = new Charge(bucket, limit.drain, take.cost());
            bucket.level.charge(0, 0, take.cost(), charge.receipt, 0);
            bucket.lastCharge = charge.number();
            bucket.turn = delay > 0 ? Math.max(bucket.turn, now + delay) : bucket.turn;
            permit.charges.add(charge);
        }
        List<JobCount> after = new ArrayList<>();
        for (int i = 0; i < counts.size(); i++) {
            String pace = take.jobs().get(i).pace();
            jobs.computeIfAbsent(pace, _ -> new HashMap<>())
                    .put(take.permit(), now + delay + take.leaseMicros());
            after.add(new JobCount(jobs.get(pace).size(), counts.get(i).ended()));
        }
        permit.repeat = take.repeat();
        permits.put(take.permit(), permit);
        if (!take.repeat().isEmpty()) {
            repeats.put(take.repeat(), new Repeat(take.permit(), now + delay));
        }
        return new StoreReply.Taken(delay, levels(take, now), after);
    }

    private List<Long> levels(StoreCall.Take take, long now) {
        return take.buckets().stream()
                .map(
                        terms ->
                                limit(terms.limit(), now).bucket(terms.high(), terms.low()).level()
                                        / NANOS)
                .toList();
    }

    private Limit limit(LimitTerms terms, long now) {
        Limit limit = limits.computeIfAbsent(terms.name(), _ -> new Limit(terms, now));
        limit.at(terms, now);
        return limit;
    }

    private int expire(String pace, long now) {
        Map<String, Long> running = jobs.getOrDefault(pace, new HashMap<>());
        int before = running.size();
        running.values().removeIf(end -> end <= now);
        return before - running.size();
    }

    private StoreReply giveBack(String id, long now) {
        Permit permit = permits.get(id);
        if (permit == null || permit.isDone || permit.isVoid) {
            return new StoreReply.Found(false);
        }
        permit.isVoid = true;
        for (Charge charge : permit.charges) {
            charge.drain.at(now * NANOS);
            Bucket bucket = charge.bucket;
            if (bucket.lastCharge == charge.number() || bucket.turn <= now) {
                bucket.level.giveBack(charge.receipt, 0, charge.cost);
            }
        }
        permit.paces.forEach(pace -> jobs.getOrDefault(pace, new HashMap<>()).remove(id));
        repeats.remove(permit.repeat);
        return new StoreReply.Found(true);
    }

    private StoreReply done(String id) {
        Optional<Permit> permit = Optional.ofNullable(permits.get(id));
        permit.ifPresent(
                one -> {
                    one.isDone = true;
                    one.paces.forEach(pace -> jobs.getOrDefault(pace, new HashMap<>()).remove(id));
                });
        return new StoreReply.Found(permit.isPresent());
    }

    private StoreReply renew(String id, long now) {
        Permit permit = permits.get(id);
        if (permit == null || permit.isDone || permit.isVoid) {
            return new StoreReply.Found(false);
        }
        for (String pace : permit.paces) {
            if (jobs.getOrDefault(pace, Map.of()).getOrDefault(id, 0L) <= now) {
                return new StoreReply.Found(false);
            }
        }
        permit.paces.forEach(
                pace ->
                        jobs.computeIfAbsent(pace, _ -> new HashMap<>())
                                .put(id, now + permit.leaseMicros));
        return new StoreReply.Found(true);
    }

    private StoreReply enter(StoreCall.Enter enter, long now) {
        enter.limits().forEach(terms -> limit(terms, now).floor(terms.immediate()));
        for (StoreCall.Running one : enter.running()) {
            permits.put(one.permit(), new Permit(one.paces(), one.leaseMicros()));
            one.paces()
                    .forEach(
                            pace ->
                                    jobs.computeIfAbsent(pace, _ -> new HashMap<>())
                                            .put(one.permit(), now + one.leftMicros()));
        }
        return new StoreReply.Noted();
    }

    /// Jobs in flight of a pace.
    public int running(String pace, long now) {
        int _ = expire(pace, now);
        return jobs.getOrDefault(pace, Map.of()).size();
    }
}
