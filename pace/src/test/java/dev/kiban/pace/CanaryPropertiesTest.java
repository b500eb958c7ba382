package dev.kiban.pace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.kernel.PaceName;
import dev.kiban.kernel.Share;
import dev.kiban.pace.Answer.Pass;
import dev.kiban.pace.Answer.Waits;
import dev.kiban.pace.VirtualPacer.Start;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/// Shares of the permits, by chance.
class CanaryPropertiesTest {
    private static final PaceName PUSH = new PaceName("push");
    private static final PaceName DATABASE = new PaceName("shop-database");
    private static final List<Priority> PRIORITIES = List.of(Priority.values());
    private static final List<String> VERSIONS = List.of("v1", "v2", "v3", "v4", "");
    private static final int WHOLE = 1_000_000;
    private static final long MILLI = 1_000_000;

    /// From any start to any other one, if everybody always asks: less than one more, and less than
    /// one fewer, than its share.
    @Property(tries = 150)
    void isExactWhereAllAlwaysAsk(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = WHOLE - 1) int share) {
        List<Start> starts = saturated(new Random(seed), Map.of("v2", share));

        long[] had = had("v2", starts);
        long lowest = 0;
        long highest = 0;
        for (int n = 0; n < had.length; n++) {
            long credit = (long) n * share - had[n] * WHOLE;
            assertThat(credit).as("after %d", n).isBetween(0L, WHOLE - 1L);
            lowest = Math.min(lowest, credit);
            highest = Math.max(highest, credit);
        }
        assertThat(highest - lowest).isLessThan(WHOLE); // so windows are, too
    }

    /// Of *k* that have shares, less than *1 + (k - 1)·s* fewer, and none more.
    @Property(tries = 150)
    void isExactForEachOfSeveral(@ForAll long seed) {
        Random random = new Random(seed);
        Map<String, Integer> shares = shares(random);

        List<Start> starts = saturated(random, shares);

        shares.forEach(
                (version, share) -> {
                    long[] had = had(version, starts);
                    long most = WHOLE + (shares.size() - 1L) * share;
                    for (int n = 0; n < had.length; n++) {
                        long credit = (long) n * share - had[n] * WHOLE;
                        assertThat(credit).as("%s after %d", version, n).isBetween(0L, most);
                    }
                });
    }

    /// Some of the seeds leave nothing for the rest, whose part another one has then.
    private static Map<String, Integer> shares(Random random) {
        Map<String, Integer> shares = new LinkedHashMap<>();
        int left = WHOLE * 9 / 10;
        for (String version : VERSIONS.subList(1, 2 + random.nextInt(3))) {
            int share = 1 + random.nextInt(left / 2);
            shares.put(version, share);
            left -= share;
        }
        return shares;
    }

    private static List<Start> saturated(Random random, Map<String, Integer> shares) {
        PacePlan plan =
                sharing(PacePlan.of(PUSH, LimitPlan.of("all", Rate.perSecond(100))), shares)
                        .waiting(Duration.ofHours(1));
        VirtualPacer pacer = VirtualPacer.of(plan);
        List<Ask> all = new ArrayList<>();
        VERSIONS.forEach(
                version -> {
                    for (int i = 0; i < 300; i++) {
                        all.add(Ask.of(PUSH, version).forTenant("t" + random.nextInt(3)));
                    }
                });
        Collections.shuffle(all, random);
        // The first start is of whoever asks first: of the rest, as nobody has any credit.
        all.forEach(pacer::ask);
        pacer.atNanos(pacer.now() + 2_500 * MILLI);
        return pacer.starts();
    }

    /// How many of the first starts were those of a version: of none, of one, and so on.
    private static long[] had(String version, List<Start> starts) {
        long[] had = new long[starts.size() + 1];
        for (int i = 0; i < starts.size(); i++) {
            boolean own = starts.get(i).ask().keys().getLast().equals(version);
            had[i + 1] = had[i] + (own ? 1 : 0);
        }
        return had;
    }

    /// Whatever happens: from any start to any other one, less than one more than its share; or
    /// than the largest job, if those cost more.
    @Property(tries = 1000)
    void neverGetsMoreThanItsShare(@ForAll long seed) {
        Random random = new Random(seed);
        int share = 1 + random.nextInt(WHOLE / 2);
        Map<String, Integer> shares = Map.of("v2", share);
        int mostCost = random.nextBoolean() ? 1 : 5;

        List<Start> starts = new Chance(random, shares, mostCost).counted().play(250).starts();

        long over = 0;
        for (Start start : starts) {
            int cost = start.ask().cost();
            boolean own = start.ask().keys().getLast().equals("v2");
            over += cost * ((own ? (long) WHOLE : 0) - share);
            assertThat(over).as("before %s", start).isLessThan((long) mostCost * WHOLE);
            over = Math.max(0, over); // from the start on from which it is most
        }
        assertThat(starts).isNotEmpty();
    }

    /// Also by asks that hang up, and while rates change, and with permits given back.
    @Property(tries = 150)
    void slowsNobodyWhileItDoesNotAsk(@ForAll long seed) {
        Map<String, Integer> shares = Map.of("v9", 300_000, "v8", 10);

        List<Long> with = new Chance(new Random(seed), shares, 3).play(250).startsMillis();
        List<Long> without = new Chance(new Random(seed), Map.of(), 3).play(250).startsMillis();

        assertThat(with).isEqualTo(without);
    }

    /// Nobody is forgotten: if others go on, all who wait for a share start, and no later than the
    /// share says.
    @Property(tries = 300)
    void letsOnEverybodyWhoWaits(@ForAll long seed) {
        Random random = new Random(seed);
        int share = 200_000 + random.nextInt(300_000);
        VirtualPacer pacer = new Chance(random, Map.of("v2", share), 1).play(200);
        int waiting = inLine(pacer);
        int before = pacer.starts().size();

        while (inLine(pacer) > 0) {
            pacer.ask(Ask.of(PUSH, "quiet", "v1"));
            pacer.atNanos(pacer.now() + 2_000 * MILLI);

            assertThat(pacer.starts().size() - before).isLessThan(40 * waiting + 40);
        }
    }

    private static int inLine(VirtualPacer pacer) {
        return pacer.pacer().report(pacer.now()).stream().mapToInt(PaceReport::inLine).sum();
    }

    /// Each of them gives the share of what it lets through, so all together do.
    @Property(tries = 20)
    void isExactInEachOfSeveralReplicas(@ForAll long seed) {
        Random random = new Random(seed);
        int share = 20_000 + random.nextInt(400_000);
        PacePlan plan =
                sharing(
                                PacePlan.of(PUSH, LimitPlan.of("all", Rate.perSecond(100))),
                                Map.of("v2", share))
                        .waiting(Duration.ofHours(1));
        Fleet fleet = new Fleet(3, 3, random, plan);
        fleet.run(1_000 * MILLI);
        for (int i = 0; i < 900; i++) {
            fleet.replicas.get(i % 3).ask(Ask.of(PUSH, VERSIONS.get(i / 3 % 2)));
        }

        fleet.run(4_000 * MILLI);

        for (int replica = 0; replica < 3; replica++) {
            int index = replica;
            List<Fleet.Start> own =
                    fleet.starts.stream().filter(one -> one.replica() == index).toList();
            long had = own.stream().filter(one -> one.ask().keys().getLast().equals("v2")).count();
            assertThat(own.size()).isGreaterThan(100);
            assertThat((double) share * own.size() / WHOLE - had).isBetween(-1.01, 2.01);
        }
    }

    private static PacePlan sharing(PacePlan plan, Map<String, Integer> shares) {
        Map<String, Share> all = new TreeMap<>();
        shares.forEach((version, share) -> all.put(version, Share.ofMillionths(share)));
        return plan.sharing(new CanaryPlan("x-version", all));
    }

    /// Whatever workers and people do, by chance. The same seed does the same.
    private static final class Chance {
        private final Random random;
        private final int mostCost;
        private boolean isCounted;
        private final VirtualPacer pacer;
        private final List<Place> places = new ArrayList<>();

        private Chance(Random random, Map<String, Integer> shares, int mostCost) {
            this.random = random;
            this.mostCost = mostCost;
            PacePlan database =
                    PacePlan.of(DATABASE, limit("database"))
                            .inFlight(new InFlight(5, Duration.ofMillis(300)));
            PacePlan push =
                    PacePlan.of(PUSH, limit("all"), limit("sender").byHeader("x-sender"))
                            .within(DATABASE)
                            .costing(mostCost)
                            .waiting(Duration.ofMinutes(10));
            // A share of everybody, or the header would not be asked for.
            this.pacer =
                    VirtualPacer.of(
                            sharing(push, shares.isEmpty() ? Map.of("nobody", 0) : shares),
                            database);
        }

        /// Where nothing starts but what was told.
        private Chance counted() {
            isCounted = true;
            return this;
        }

        private LimitPlan limit(String name) {
            int burst = 300 + random.nextInt(30);
            int immediate = random.nextBoolean() ? 0 : random.nextInt(10);
            return LimitPlan.of(name, rate()).withBurst(burst, immediate);
        }

        private Rate rate() {
            return Rate.perSecond(5 + random.nextInt(40));
        }

        private VirtualPacer play(int steps) {
            for (int i = 0; i < steps; i++) {
                pacer.atNanos(
                        pacer.now() + (random.nextBoolean() ? 0 : random.nextLong(100 * MILLI)));
                act(random.nextInt(12));
            }
            return pacer;
        }

        private void act(int deed) {
            switch (deed) {
                case 0 -> pacer.pacer().change(PUSH, "all", rate(), pacer.now());
                case 1, 2 -> hangUp();
                case 3 -> reserve();
                default -> {
                    if (pacer.ask(ask()) instanceof Waits waits) {
                        places.add(waits.place());
                    }
                }
            }
        }

        private void hangUp() {
            if (!places.isEmpty()) {
                pacer.hangUp(places.remove(random.nextInt(places.size())));
            }
        }

        private void reserve() {
            if (!isCounted
                    && pacer.reserve(ask()) instanceof Pass(Permit permit, _)
                    && random.nextBoolean()) {
                pacer.pacer().giveBack(permit.id(), pacer.now());
            }
        }

        private Ask ask() {
            return Ask.of(
                            PUSH,
                            "s" + random.nextInt(4),
                            VERSIONS.get(random.nextInt(VERSIONS.size())))
                    .costing(1 + random.nextInt(mostCost))
                    .with(PRIORITIES.get(random.nextInt(PRIORITIES.size())))
                    .forTenant("t" + random.nextInt(2));
        }
    }
}
