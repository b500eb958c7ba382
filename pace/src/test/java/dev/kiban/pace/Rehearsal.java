package dev.kiban.pace;

import dev.kiban.kernel.PaceName;
import dev.kiban.pace.Answer.Pass;
import dev.kiban.pace.Answer.Refused;
import dev.kiban.pace.Answer.Waits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/// All that workers and people do to a pacer, by chance, and what comes of it. The same seed gives
/// the same steps, so that they can be played with something left out or put in.
final class Rehearsal {
    private static final PaceName PUSH = new PaceName("push");
    private static final PaceName DATABASE = new PaceName("database");
    private static final List<Priority> PRIORITIES = List.of(Priority.values());
    private static final List<String> SENDERS = List.of("a", "b", "c");
    private static final int STEPS = 150;
    private static final int MAX_COST = 5;

    private final List<LimitPlan> limits;
    private final List<Step> steps;
    private final VirtualPacer pacer;
    private final Map<Integer, Ask> asks = new HashMap<>();
    private final Map<Integer, Place> places = new HashMap<>();
    private final Map<Integer, Permit> permits = new HashMap<>();
    private final Map<Integer, Long> starts = new LinkedHashMap<>();
    private final Set<Integer> unused = new HashSet<>();
    private final Set<Integer> refused = new HashSet<>();
    private final List<Change> changes = new ArrayList<>();
    private int ghosts;

    /// What is done after a while.
    ///
    /// @param number of the step; who asked is known by it
    record Step(int number, long afterNanos, Deed deed) {}

    /// Something that is done.
    sealed interface Deed {
        record Asks(Ask ask) implements Deed {}

        record HangsUp(int who) implements Deed {}

        record GivesBack(int who) implements Deed {}

        record Changes(PaceName pace, String limit, Rate rate) implements Deed {}
    }

    private record Change(long nanos, String limit, Rate rate) {}

    /// What passed a bucket and was used.
    ///
    /// @param drained units that had drained of such buckets since the beginning
    record Charge(int cost, long drained) {}

    private Rehearsal(PacePlan push, PacePlan database, List<Step> steps) {
        this.limits = List.of(push.limits().get(0), push.limits().get(1), database.limits().get(0));
        this.steps = steps;
        this.pacer = VirtualPacer.of(push, database);
        limits.forEach(one -> changes.add(new Change(pacer.now(), one.name(), one.rate())));
    }

    static Rehearsal of(long seed) {
        Random random = new Random(seed);
        PacePlan database = PacePlan.of(DATABASE, limit("database", random));
        PacePlan push =
                PacePlan.of(
                                PUSH,
                                limit("all", random),
                                limit("sender", random).byHeader("x-sender"))
                        .within(DATABASE)
                        .costing(MAX_COST)
                        .weighing(Map.of("gold", 3))
                        .waiting(Duration.ofMillis(random.nextInt(3_000)));
        List<Step> steps = IntStream.range(0, STEPS).mapToObj(i -> step(i, random)).toList();
        return new Rehearsal(push, database, steps);
    }

    private static LimitPlan limit(String name, Random random) {
        int burst = random.nextInt(30);
        return LimitPlan.of(name, rate(random)).withBurst(burst, random.nextInt(burst + 1));
    }

    private static Rate rate(Random random) {
        return Rate.perSecond(5 + random.nextInt(40));
    }

    private static Step step(int number, Random random) {
        long after = random.nextBoolean() ? 0 : random.nextLong(120_000_000);
        int who = Math.max(0, number - 1 - random.nextInt(20));
        Deed deed =
                switch (random.nextInt(10)) {
                    case 0 -> new Deed.HangsUp(who);
                    case 1, 2 -> new Deed.GivesBack(who);
                    case 3 ->
                            random.nextBoolean()
                                    ? new Deed.Changes(PUSH, "sender", rate(random))
                                    : new Deed.Changes(DATABASE, "database", rate(random));
                    default -> new Deed.Asks(ask(random));
                };
        return new Step(number, after, deed);
    }

    private static Ask ask(Random random) {
        return Ask.of(PUSH, SENDERS.get(random.nextInt(SENDERS.size())))
                .costing(1 + random.nextInt(MAX_COST))
                .forTenant(random.nextBoolean() ? "gold" : "plain")
                .with(PRIORITIES.get(random.nextInt(PRIORITIES.size())));
    }

    /// Does everything.
    Rehearsal play() {
        steps.forEach(this::act);
        pacer.run();
        return this;
    }

    /// Leaves out those who were refused at once in another one.
    Rehearsal playWithout(Set<Integer> asksLeftOut) {
        for (Step step : steps) {
            if (asksLeftOut.contains(step.number())) {
                pacer.atNanos(pacer.now() + step.afterNanos());
            } else {
                act(step);
            }
        }
        pacer.run();
        return this;
    }

    /// After some of the steps, somebody asks and at once does not want it any more.
    Rehearsal playWithGhosts(Random random) {
        for (Step step : steps) {
            act(step);
            if (random.nextInt(3) == 0) {
                ghost(ask(random));
            }
        }
        pacer.run();
        return this;
    }

    private void ghost(Ask ask) {
        switch (pacer.ask(ask, _ -> {})) {
            case Pass(Permit permit, _) -> {
                ghosts++;
                pacer.pacer().giveBack(permit.id(), pacer.now());
            }
            case Waits(Place place, _, _) -> {
                ghosts++;
                pacer.hangUp(place);
            }
            case Refused _ -> {}
        }
    }

    private void act(Step step) {
        pacer.atNanos(pacer.now() + step.afterNanos());
        switch (step.deed()) {
            case Deed.Asks(Ask ask) -> ask(step.number(), ask);
            case Deed.HangsUp(int who) -> {
                Place place = places.remove(who);
                if (place != null) {
                    pacer.hangUp(place);
                }
            }
            case Deed.GivesBack(int who) -> {
                Permit permit = permits.remove(who);
                if (permit != null) {
                    pacer.pacer().giveBack(permit.id(), pacer.now());
                    unused.add(who);
                }
            }
            case Deed.Changes(PaceName pace, String limit, Rate rate) -> {
                pacer.pacer().change(pace, limit, rate, pacer.now());
                changes.add(new Change(pacer.now(), limit, rate));
            }
        }
    }

    private void ask(int who, Ask ask) {
        asks.put(who, ask);
        switch (pacer.ask(ask, last -> told(who, last))) {
            case Pass _ -> {}
            case Waits(Place place, _, _) -> places.put(who, place);
            case Refused _ -> refused.add(who);
        }
    }

    private void told(int who, Answer.Last answer) {
        switch (answer) {
            case Pass(Permit permit, long turn) -> {
                permits.put(who, permit);
                starts.put(who, turn);
            }
            case Refused _ -> {}
        }
    }

    /// Who started when, in that order.
    Map<Integer, Long> starts() {
        return starts;
    }

    /// Those who were refused at once.
    Set<Integer> refused() {
        return refused;
    }

    int ghosts() {
        return ghosts;
    }

    List<LimitPlan> limits() {
        return limits;
    }

    /// What passed each bucket of a limit and was used, in order.
    List<List<Charge>> charges(LimitPlan limit) {
        return switch (limit.by()) {
            case LimitPlan.ByPace _ -> List.of(charges(limit, SENDERS));
            case LimitPlan.ByHeader _ ->
                    SENDERS.stream().map(sender -> charges(limit, List.of(sender))).toList();
        };
    }

    private List<Charge> charges(LimitPlan limit, List<String> senders) {
        List<Charge> charges = new ArrayList<>();
        starts.forEach(
                (who, turn) -> {
                    Ask ask = asks.get(who);
                    if (ask != null && senders.containsAll(ask.keys()) && !unused.contains(who)) {
                        charges.add(new Charge(ask.cost(), drained(limit.name(), turn)));
                    }
                });
        return charges;
    }

    private long drained(String limit, long nanos) {
        List<Change> own = changes.stream().filter(one -> one.limit().equals(limit)).toList();
        long drained = 0;
        for (int i = 0; i < own.size(); i++) {
            long from = own.get(i).nanos();
            long next = i + 1 < own.size() ? own.get(i + 1).nanos() : Long.MAX_VALUE;
            drained += Math.max(0, Math.min(next, nanos) - from) * own.get(i).rate().anHour();
        }
        return drained;
    }
}
