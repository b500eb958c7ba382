package dev.kiban.pace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.kernel.PaceName;
import dev.kiban.pace.Answer.Waits;
import dev.kiban.pace.bucket.Drain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PacerPropertiesTest {
    private static final PaceName PUSH = new PaceName("push");
    private static final List<Priority> PRIORITIES = List.of(Priority.values());
    private static final Rate TEN = Rate.perSecond(10);

    /// Also while rates change, callers hang up, and permits are given back: those are not used.
    @Property(tries = 150)
    void neverLetsMorePassThanTheRateAllows(@ForAll long seed) {
        Rehearsal rehearsal = Rehearsal.of(seed).play();

        for (LimitPlan limit : rehearsal.limits()) {
            rehearsal.charges(limit).forEach(charges -> keepTo(limit, charges));
        }
    }

    /// In no window more than what is immediate and what drains meanwhile, before the last one.
    private static void keepTo(LimitPlan limit, List<Rehearsal.Charge> charges) {
        for (int from = 0; from < charges.size(); from++) {
            long permits = 0;
            for (Rehearsal.Charge charge : charges.subList(from, charges.size())) {
                long drained = charge.drained() - charges.get(from).drained();
                assertThat(permits * Drain.PERMIT)
                        .as("%s, before %s", limit, charge)
                        .isLessThanOrEqualTo(limit.immediate() * Drain.PERMIT + drained);
                permits += charge.cost();
            }
        }
    }

    @Property(tries = 150)
    void chargesNothingForARefusal(@ForAll long seed) {
        Rehearsal all = Rehearsal.of(seed).play();

        Rehearsal without = Rehearsal.of(seed).playWithout(all.refused());

        assertThat(without.starts()).isEqualTo(all.starts());
    }

    /// Whoever gives back at once, or hangs up at once, might as well not have asked.
    @Property(tries = 150)
    void givesThePlaceBack(@ForAll long seed) {
        Rehearsal plain = Rehearsal.of(seed).play();

        Rehearsal haunted = Rehearsal.of(seed).playWithGhosts(new Random(seed));

        Assume.that(haunted.ghosts() > 0); // few seeds have none
        assertThat(haunted.starts()).isEqualTo(plain.starts());
    }

    @Property(tries = 150)
    void losesNoTurnWhenCallersHangUpInAnyOrder(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 60) int callers) {
        Random random = new Random(seed);
        VirtualPacer pacer = VirtualPacer.of(PacePlan.of(PUSH, LimitPlan.of("all", TEN)));
        pacer.ask(Ask.of(PUSH));
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            Ask ask = Ask.of(PUSH).forTenant("t" + random.nextInt(3));
            places.add(((Waits) pacer.ask(ask)).place());
        }
        Collections.shuffle(places, random);

        for (Place place : places.subList(0, callers / 2)) {
            pacer.atNanos(pacer.now() + random.nextLong(50_000_000));
            pacer.hangUp(place);
        }
        pacer.run();

        List<Long> starts = pacer.startsMillis();
        assertThat(starts)
                .hasSizeBetween(1 + callers - callers / 2, 1 + callers)
                .isEqualTo(IntStream.range(0, starts.size()).mapToObj(i -> i * 100L).toList());
    }

    @Property(tries = 150)
    void losesNoPermitThatIsGivenBackInAnyOrder(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int permits) {
        Random random = new Random(seed);
        LimitPlan limit = LimitPlan.of("all", TEN).withBurst(50, 49);
        LimitPlan keyed = LimitPlan.of("sender", TEN).withBurst(50, 49).byHeader("x-sender");
        VirtualPacer pacer = VirtualPacer.of(PacePlan.of(PUSH, limit, keyed));
        List<Permit> given = new ArrayList<>();
        for (int i = 0; i < permits; i++) {
            given.add(((Answer.Pass) pacer.reserve(Ask.of(PUSH, "a"))).permit());
        }
        Collections.shuffle(given, random);

        given.forEach(permit -> pacer.pacer().giveBack(permit.id(), pacer.now()));
        pacer.askTimes(51, Ask.of(PUSH, "a"));

        assertThat(pacer.startsMillis()).hasSize(50).containsOnly(0L);
    }

    /// The bound of start-time fair queueing, for as long as both wait.
    @Property(tries = 150)
    void sharesFairly(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 9) int weight,
            @ForAll @IntRange(min = 1, max = 9) int mostOfOne,
            @ForAll @IntRange(min = 1, max = 9) int mostOfOther) {
        Random random = new Random(seed);
        PacePlan plan =
                PacePlan.of(PUSH, LimitPlan.of("all", Rate.perSecond(100)))
                        .costing(9)
                        .weighing(Map.of("one", weight));
        VirtualPacer pacer = VirtualPacer.of(plan);
        for (int i = 0; i < 80; i++) {
            pacer.ask(Ask.of(PUSH).forTenant("one").costing(1 + random.nextInt(mostOfOne)));
            pacer.ask(Ask.of(PUSH).forTenant("other").costing(1 + random.nextInt(mostOfOther)));
        }
        pacer.run();

        double bound = (double) mostOfOne / weight + mostOfOther + 1e-3;
        List<VirtualPacer.Start> starts = whileBothWait(pacer.starts());
        for (int from = 1; from < starts.size(); from++) {
            double ahead = 0;
            for (VirtualPacer.Start start : starts.subList(from, starts.size())) {
                boolean one = start.ask().tenant().equals("one");
                ahead += one ? (double) start.ask().cost() / weight : -start.ask().cost();
                assertThat(Math.abs(ahead)).isLessThanOrEqualTo(bound);
            }
        }
    }

    private static List<VirtualPacer.Start> whileBothWait(List<VirtualPacer.Start> starts) {
        int lastOfOne = lastOf("one", starts);
        int lastOfOther = lastOf("other", starts);
        return starts.subList(0, Math.min(lastOfOne, lastOfOther));
    }

    private static int lastOf(String tenant, List<VirtualPacer.Start> starts) {
        return starts.lastIndexOf(
                starts.stream()
                        .filter(start -> start.ask().tenant().equals(tenant))
                        .reduce((_, later) -> later)
                        .orElseThrow());
    }

    @Property(tries = 100)
    void servesEachPriorityOneTurnInSixteen(@ForAll long seed) {
        Random random = new Random(seed);
        PacePlan plan = PacePlan.of(PUSH, LimitPlan.of("all", TEN)).waiting(Duration.ofMinutes(10));
        VirtualPacer pacer = VirtualPacer.of(plan);
        for (int i = 0; i < 600; i++) {
            Priority priority = i < 120 ? PRIORITIES.get(i % PRIORITIES.size()) : Priority.HIGH;
            pacer.ask(Ask.of(PUSH).with(priority).forTenant("t" + random.nextInt(4)));
            if (i >= 120) {
                pacer.atNanos(pacer.now() + random.nextLong(200_000_000));
            }
        }
        pacer.run();

        for (Priority priority : PRIORITIES) {
            assertThat(longestGap(priority, pacer.starts())).isLessThanOrEqualTo(16);
        }
    }

    /// So many turns from one of a priority to the next, while there are more of it.
    private static int longestGap(Priority priority, List<VirtualPacer.Start> starts) {
        List<Integer> turns =
                IntStream.range(0, starts.size())
                        .filter(i -> starts.get(i).ask().priority() == priority)
                        .boxed()
                        .toList();
        int longest = 0;
        for (int i = 1; i < Math.min(turns.size(), 40); i++) {
            longest = Math.max(longest, turns.get(i) - turns.get(i - 1));
        }
        return longest;
    }
}
