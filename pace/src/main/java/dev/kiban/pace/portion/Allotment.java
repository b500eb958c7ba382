package dev.kiban.pace.portion;

import dev.kiban.pace.steer.FairShare;
import dev.kiban.pace.steer.FairShare.Want;
import java.util.ArrayList;
import java.util.List;

/// What a replica gets of a pace when it renews what it has: its fair share by what all want, as
/// far as others have not got that yet. So all of them together never have more than there is, and
/// what one does not use is the others' within two renewals.
///
/// Of a replica that is not heard of, nobody knows whether it has ended or is cut off; so what is
/// safe without the others is left for it; and until as many as ever run at a time were heard of,
/// nobody has more than what is safe.
///
/// @param replicas that ever run at a time
public record Allotment(int replicas) {
    /// Even who wants nothing has this part of what is safe, for the first job that comes.
    private static final double IDLE = 0.05;

    /// @throws IllegalArgumentException if there is nobody
    public Allotment {
        if (replicas < 1) {
            throw new IllegalArgumentException("%d replicas".formatted(replicas));
        }
    }

    /// What this one gets.
    Portion of(Demand mine, Others others) {
        Portion safe = Portion.safe(replicas, mine.atMost());
        List<Claim> claims =
                others.known()
                        ? others.claims()
                        : others.claims().stream().map(one -> one.atLeast(safe)).toList();
        int missing = missing(others);
        return new Portion(parts(mine, claims, missing), jobs(mine, claims, missing));
    }

    private long parts(Demand mine, List<Claim> others, int missing) {
        long safe = Portion.WHOLE / replicas;
        long there = Portion.WHOLE - missing * safe;
        long free = there - others.stream().mapToLong(one -> one.portion().partsPerMillion()).sum();
        double idle = (double) safe / Portion.WHOLE * IDLE;
        List<Double> wants = new ArrayList<>(List.of(Math.max(idle, mine.part())));
        others.forEach(one -> wants.add(Math.max(idle, one.demand().part())));
        return Math.clamp(
                (long) Math.floor(share((double) there, wants, Portion.WHOLE)),
                0,
                Math.max(0, free));
    }

    private int jobs(Demand mine, List<Claim> others, int missing) {
        int atMost = mine.atMost();
        int there = atMost - missing * (atMost / replicas);
        int free = there - others.stream().mapToInt(one -> one.portion().jobs()).sum();
        int idle = atMost / replicas > 0 ? 1 : 0;
        List<Double> wants = new ArrayList<>(List.of((double) Math.max(idle, mine.jobs())));
        others.forEach(one -> wants.add((double) Math.max(idle, one.demand().jobs())));
        int fair = (int) Math.ceil(share(there, wants, 1));
        return Math.max(mine.running(), Math.min(fair, free));
    }

    /// Those that may run and are not heard of. One whose lease lasts may have ended already, and
    /// one that is lost may run instead.
    private int missing(Others others) {
        return Math.max(
                replicas - 1 - others.claims().size(), Math.min(replicas - 1, others.lost()));
    }

    /// What the first one gets. What nobody wants is spread evenly: who will want more, nobody
    /// knows.
    private static double share(double there, List<Double> wants, double unit) {
        double[] shares =
                FairShare.of(there, wants.stream().map(want -> new Want(want * unit, 1)).toList());
        double left = there;
        for (double share : shares) {
            left -= share;
        }
        return shares[0] + Math.max(0, left) / shares.length;
    }
}
