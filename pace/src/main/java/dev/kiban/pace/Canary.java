package dev.kiban.pace;

import dev.kiban.kernel.Share;
import dev.kiban.pace.CanaryReport.Given;
import dev.kiban.pace.bucket.KeyBits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Gives some of those who ask a share of all permits of a pace, however many ask: a bucket that
/// fills by what others get. One is here for all paces that are within that pace, too.
///
/// **The rule.** Of a share *s* in millionths, each permit that anybody gets earns *s*, and each of
/// its own takes a million, so that one takes a million less *s*, its price. Who has the price may
/// go. Of *n* permits it has had *g* when its credit is *n·s - g·10⁶*: never less than nothing, so
/// that *g ≤ n·s*; and less than a million, as one who could go and does not earns nothing more. So
/// from any moment on, *g* is less than one more than *n·s*; and where it always asks, and goes
/// first among equals, less than one fewer. All of that in whole numbers, for each value by itself:
/// what one gets is, for another, what others get.
///
/// **Several.** They may have the price at once, and one waits for the others. The one that could
/// have gone for longest goes first, so that it waits for one permit of each at most, and so much
/// more it may have in hand: then it is less than *1 + (k - 1)·s* fewer, if *k* have shares.
///
/// **Costs.** As of a limit: a job that costs five goes when one that costs one would, and the next
/// one waits for five.
///
/// **What is left.** Somebody is always there who is not held, or nobody might ever go: the rest;
/// or, if nothing is left for that, the value with the largest share.
final class Canary implements Barrier {
    private static final long STRETCH = Duration.ofMinutes(1).toNanos();
    private static final double BILLION = 1e9;

    private final String label;
    private final String header;
    private final CanaryPart rest = new CanaryPart(CanaryPlan.REST, 0, 0);
    private SortedMap<String, Share> planned;
    private List<CanaryPart> parts = List.of();
    private Set<Barrier> common = Set.of();

    /// The most that a job has cost.
    private int largest = 1;

    private long stretch;
    private long begun;

    /// What was counted, to be taken back.
    static final class Counted {
        private final Canary canary;
        private final List<CanaryPart> parts;
        private final long[] gains;

        /// @param gains of each part; less than nothing is what it paid
        private Counted(Canary canary, List<CanaryPart> parts, long[] gains) {
            this.canary = canary;
            this.parts = parts;
            this.gains = gains;
        }

        /// It is not used.
        void takeBack() {
            canary.takeBack(this);
        }
    }

    /// Nobody has any credit.
    ///
    /// @param hash by which values are known
    Canary(String label, CanaryPlan plan, KeyBits hash, long now) {
        this.label = label;
        this.header = plan.header();
        this.planned = plan.shares();
        this.stretch = now;
        this.begun = now;
        change(planned, hash);
    }

    /// A new plan holds, if it is another one than before; otherwise shares that were changed at
    /// run time stay.
    void plan(CanaryPlan newlyPlanned, KeyBits hash) {
        if (!newlyPlanned.shares().equals(planned)) {
            change(newlyPlanned.shares(), hash);
        }
        planned = newlyPlanned.shares();
    }

    /// Others get other shares. What they have coming stays.
    void change(Map<String, Share> shares, KeyBits hash) {
        List<CanaryPart> next = new ArrayList<>();
        new TreeMap<>(shares).forEach((value, share) -> next.add(part(value, hash)));
        parts.stream().filter(part -> !next.contains(part)).forEach(part -> part.change(0, false));
        int left = CanaryPart.WHOLE - shares.values().stream().mapToInt(Share::millionths).sum();
        CanaryPart free =
                left > 0
                        ? rest
                        : next.stream()
                                .max(
                                        Comparator.comparingInt(
                                                part -> share(part, shares).millionths()))
                                .orElse(rest);
        rest.change(left, free != rest);
        next.forEach(part -> part.change(share(part, shares).millionths(), part != free));
        parts = List.copyOf(next);
    }

    private static Share share(CanaryPart part, Map<String, Share> shares) {
        return shares.getOrDefault(part.value, new Share(0));
    }

    private CanaryPart part(String value, KeyBits hash) {
        hash.of(value);
        CanaryPart known = part(hash.high(), hash.low());
        return known == rest ? new CanaryPart(value, hash.high(), hash.low()) : known;
    }

    /// Barriers that all who stand here have before them.
    void standsBefore(Collection<Barrier> barriers) {
        common = Set.copyOf(barriers);
    }

    /// Whether all of a value wait there if one does, and no more than one of them can go.
    boolean allWaitAt(Barrier barrier, long high, long low) {
        return part(high, low).isHeld && common.contains(barrier);
    }

    String header() {
        return header;
    }

    List<CanaryPart> parts() {
        return parts;
    }

    /// Those who have a value.
    CanaryPart part(long high, long low) {
        for (CanaryPart part : parts) {
            if (part.high == high && part.low == low) {
                return part;
            }
        }
        return rest;
    }

    /// Somebody gets permits, or is put forward to get them.
    Counted count(long high, long low, int cost) {
        CanaryPart own = part(high, low);
        largest = Math.max(largest, cost);
        long[] gains = new long[parts.size()];
        for (int i = 0; i < gains.length; i++) {
            CanaryPart part = parts.get(i);
            if (part == own) {
                gains[i] = part.isHeld ? -cost * part.price() : 0;
            } else if (part.isHeld && part.credit < enough(part)) {
                gains[i] = (long) cost * part.share;
            }
            part.credit += gains[i];
        }
        return new Counted(this, parts, gains);
    }

    private void takeBack(Counted counted) {
        for (int i = 0; i < counted.gains.length; i++) {
            CanaryPart part = counted.parts.get(i);
            if (!part.isHeld) {
                continue;
            }
            long most = enough(part) + (long) largest * part.share - 1;
            part.credit =
                    counted.gains[i] > 0
                            ? part.credit - counted.gains[i]
                            : Math.clamp(
                                    part.credit - counted.gains[i],
                                    part.credit,
                                    Math.max(part.credit, most));
        }
    }

    /// Who has that much earns nothing more: the price, and what the others may take meanwhile.
    private long enough(CanaryPart part) {
        return part.price() + (parts.size() - 1L) * largest * part.share;
    }

    /// Permits that somebody got, and uses as far as anybody knows.
    void started(long high, long low, int cost, long now) {
        if (now - stretch >= STRETCH) {
            boolean isLongOver = now - stretch >= 2 * STRETCH;
            all().forEach(part -> part.turnOver(isLongOver));
            begun = isLongOver ? now : stretch;
            stretch = now;
        }
        part(high, low).started(cost);
    }

    /// When one who has not the price may have it, at the rate at which permits were given lately.
    ///
    /// @return 0 if nobody can tell
    long estimate(long high, long low, long now) {
        CanaryPart part = part(high, low);
        long lately = all().mapToLong(CanaryPart::lately).sum();
        if (part.mayGo() || part.share == 0 || lately == 0) {
            return 0;
        }
        double permits = (double) (part.price() - part.credit) / part.share;
        return (long) (permits * Math.max(BILLION, (double) now - begun) / lately);
    }

    private Stream<CanaryPart> all() {
        return Stream.concat(parts.stream(), Stream.of(rest));
    }

    CanaryReport report() {
        return new CanaryReport(
                header,
                all().map(
                                part ->
                                        new Given(
                                                part.value,
                                                Share.ofMillionths(part.share),
                                                part.permits,
                                                part.lately()))
                        .toList());
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public boolean isOpen(long high, long low, long now) {
        return part(high, low).mayGo();
    }

    @Override
    public long opensAt(long high, long low, long ahead, long now) {
        return isOpen(high, low, now) ? now : NEVER;
    }

    @Override
    public long placeAt(long high, long low, long ahead, long now) {
        return ahead < LimitPlan.USUAL_BURST || !part(high, low).isHeld ? now : NEVER;
    }
}
