package dev.kiban.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiban.kernel.PaceName;
import dev.kiban.kernel.Share;
import dev.kiban.pace.Answer.Pass;
import dev.kiban.pace.Answer.Reason;
import dev.kiban.pace.Answer.Refused;
import dev.kiban.pace.Answer.Waits;
import dev.kiban.pace.CanaryReport.Given;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A share of the permits, such as for a new version of the workers.
class CanaryTest {
    private static final PaceName PUSH = new PaceName("push");
    private static final PaceName MAIL = new PaceName("mail");
    private static final PaceName DATABASE = new PaceName("shop-database");
    private static final Rate TEN = Rate.perSecond(10);
    private static final Rate HUNDRED = Rate.perSecond(100);
    private static final Ask OLD = Ask.of(PUSH, "v1");
    private static final Ask NEW = Ask.of(PUSH, "v2");

    @Test
    void getsItsShareAndNoMoreHoweverManyAsk() {
        VirtualPacer pacer = VirtualPacer.of(push(HUNDRED, Map.of("v2", "5%")));
        pacer.askTimes(900, NEW);
        pacer.askTimes(900, OLD);

        pacer.at(4_995);

        assertThat(pacer.starts()).hasSize(500);
        assertThat(versions(pacer)).containsEntry("v2", 25).containsEntry("v1", 475);
        assertThat(turnsOf("v2", pacer)).startsWith(20, 40, 60);
    }

    @Test
    void getsItsShareOfThoseThatStartAtOnce() {
        LimitPlan all = LimitPlan.of("all", TEN).withBurst(1_000, 99);
        VirtualPacer pacer = VirtualPacer.of(sharing(PacePlan.of(PUSH, all), "5%"));
        pacer.pacer().pause(PUSH, pacer.now());
        pacer.askTimes(50, NEW);
        pacer.askTimes(150, OLD);

        pacer.pacer().resume(PUSH, pacer.now());

        assertThat(pacer.starts()).hasSize(100);
        assertThat(turnsOf("v2", pacer)).containsExactly(20, 40, 60, 80, 100);
    }

    @Test
    void beginsWithNoCreditHoweverSmallItsShare() {
        VirtualPacer pacer = VirtualPacer.of(push(Rate.perSecond(10_000), Map.of("v2", "0.01%")));
        pacer.ask(NEW);
        for (int i = 0; i < 10_500; i++) {
            pacer.ask(OLD);
            pacer.atNanos(pacer.now() + 100_000);
        }

        assertThat(turnsOf("v2", pacer)).containsExactly(10_000);
    }

    /// A version that nobody trusts does not take over when the old workers are away.
    @Test
    void getsNothingWhileNobodyElseDoes() {
        VirtualPacer pacer =
                VirtualPacer.of(push(TEN, Map.of("v2", "50%")).waiting(Duration.ofSeconds(9)));

        pacer.askTimes(3, NEW);
        pacer.run();

        assertThat(pacer.starts()).isEmpty();
        assertThat(pacer.refusals())
                .extracting(Refused::reason)
                .containsOnly(Reason.SHARE_IS_USED)
                .hasSize(3);
        assertThat(pacer.refusals()).extracting(Refused::limit).containsOnly("push/canary");
    }

    @Test
    void leavesTheRestAsFastAsItWouldBeWhileItDoesNotAsk() {
        VirtualPacer pacer = VirtualPacer.of(push(TEN, Map.of("v2", "50%")));

        pacer.askTimes(5, OLD);
        pacer.askTimes(5, Ask.of(PUSH, ""));
        pacer.run();

        assertThat(pacer.startsMillis())
                .containsExactly(0L, 100L, 200L, 300L, 400L, 500L, 600L, 700L, 800L, 900L);
    }

    @Test
    void comesWithNoBurstAfterItWasAway() {
        VirtualPacer pacer = VirtualPacer.of(push(HUNDRED, Map.of("v2", "25%")));
        pacer.askTimes(400, OLD);
        pacer.at(1_001);

        pacer.askTimes(100, NEW);
        pacer.at(1_405);

        List<VirtualPacer.Start> since = pacer.starts().subList(101, 141);
        assertThat(since).extracting(start -> start.ask().keys().getFirst()).startsWith("v2", "v1");
        assertThat(since.stream().filter(start -> start.ask().equals(NEW))).hasSize(10);
    }

    @Test
    void isHeldBackAltogetherByNothing() {
        VirtualPacer pacer = VirtualPacer.of(push(HUNDRED, Map.of("v2", "0%")));
        pacer.askTimes(5, NEW);
        pacer.askTimes(500, OLD);

        pacer.at(5_000);

        assertThat(versions(pacer)).containsOnlyKeys("v1");
    }

    @Test
    void isNotHeldIfAllIsItsAndNobodyElseGetsAnything() {
        PacePlan plan = push(TEN, Map.of("v2", "100%")).waiting(Duration.ofSeconds(5));
        VirtualPacer pacer = VirtualPacer.of(plan);
        pacer.askTimes(2, OLD);
        pacer.askTimes(3, NEW);

        pacer.run();

        assertThat(versions(pacer)).containsExactly(Map.entry("v2", 3));
        assertThat(pacer.startsMillis()).containsExactly(0L, 100L, 200L);
        assertThat(pacer.refusals())
                .extracting(Refused::reason)
                .containsExactly(Reason.SHARE_IS_USED, Reason.SHARE_IS_USED);
    }

    /// Otherwise all would wait for one of the others.
    @Test
    void theLargestTakesWhatIsLeftIfThereIsNoRest() {
        VirtualPacer pacer =
                VirtualPacer.of(push(HUNDRED, Map.of("v1", "70%", "v2", "20%", "v3", "10%")));
        pacer.askTimes(200, NEW);
        pacer.askTimes(200, OLD);
        pacer.askTimes(200, Ask.of(PUSH, "v3"));
        pacer.askTimes(200, Ask.of(PUSH, "v4"));

        pacer.at(1_995);

        assertThat(versions(pacer)).containsOnlyKeys("v1", "v2", "v3").containsEntry("v2", 40);
        assertThat(versions(pacer).get("v3")).isBetween(19, 20);
    }

    @Test
    void isInNobodysWayWhereItWaits() {
        LimitPlan bySender = LimitPlan.of("sender", Rate.perSecond(1)).byHeader("x-sender");
        PacePlan plan = sharing(PacePlan.of(PUSH, LimitPlan.of("all", HUNDRED), bySender), "50%");
        VirtualPacer pacer = VirtualPacer.of(plan);
        pacer.askTimes(20, Ask.of(PUSH, "busy", "v2"));

        for (int i = 0; i < 40; i++) {
            pacer.ask(Ask.of(PUSH, "quiet-" + i, "v2"));
            pacer.ask(Ask.of(PUSH, "old-" + i, "v1"));
        }
        pacer.at(795);

        assertThat(pacer.starts()).hasSize(80);
        assertThat(pacer.starts())
                .filteredOn(start -> start.ask().keys().getFirst().startsWith("quiet"))
                .hasSize(39);
    }

    /// The first one has its share, and comes to stand at the limit of its own sender.
    @Test
    void isInNobodysWayWhereItMovesOnTo() {
        LimitPlan bySender = LimitPlan.of("sender", Rate.perHour(60)).byHeader("x-sender");
        PacePlan plan = sharing(PacePlan.of(PUSH, LimitPlan.of("all", TEN), bySender), "50%");
        VirtualPacer pacer = VirtualPacer.of(plan);
        pacer.ask(Ask.of(PUSH, "busy", "v2"));
        pacer.ask(Ask.of(PUSH, "quiet", "v2"));

        pacer.ask(Ask.of(PUSH, "busy", "v1"));
        pacer.at(1_000);

        assertThat(pacer.startsMillis()).containsExactly(0L, 100L);
        assertThat(pacer.starts().getLast().ask().keys()).containsExactly("quiet", "v2");
    }

    @Test
    void goesBehindAHigherPriority() {
        VirtualPacer pacer = VirtualPacer.of(push(HUNDRED, Map.of("v2", "50%")));
        pacer.askTimes(300, OLD.with(Priority.HIGH));
        pacer.askTimes(300, NEW);

        pacer.at(1_595);

        assertThat(versions(pacer)).containsEntry("v1", 150).containsEntry("v2", 10);
    }

    @Test
    void holdsForPacesThatAreWithinIt() {
        PacePlan database =
                PacePlan.of(DATABASE, LimitPlan.of("all", HUNDRED))
                        .sharing(plan(Map.of("v2", "10%")));
        VirtualPacer pacer =
                VirtualPacer.of(
                        database,
                        PacePlan.of(PUSH).within(DATABASE),
                        PacePlan.of(MAIL).within(DATABASE));
        pacer.askTimes(90, Ask.of(PUSH, "v2"));
        pacer.askTimes(90, Ask.of(MAIL, "v2"));
        pacer.askTimes(400, Ask.of(MAIL, "v1"));

        pacer.at(2_995);

        assertThat(pacer.pacer().headers(MAIL)).contains(List.of("x-version"));
        assertThat(versions(pacer)).containsEntry("v1", 270).containsEntry("v2", 30);
    }

    @Test
    void countsWhatJobsCost() {
        PacePlan plan = push(HUNDRED, Map.of("v2", "20%")).costing(10);
        VirtualPacer pacer = VirtualPacer.of(plan);
        pacer.askTimes(60, NEW.costing(10));
        pacer.askTimes(190, OLD.costing(5));

        pacer.at(9_995);

        assertThat(cost("v2", pacer)).isBetween(190, 210);
        assertThat(cost("v1", pacer)).isBetween(790, 810);
    }

    /// It pays for a job of ten as for ten of one.
    @Test
    void startsAJobThatCostsMuchLikeOneThatCostsOne() {
        PacePlan plan = push(HUNDRED, Map.of("v2", "50%")).costing(10);
        VirtualPacer pacer = VirtualPacer.of(plan);
        pacer.askTimes(3, NEW.costing(10));
        pacer.askTimes(60, OLD);

        pacer.at(595);

        assertThat(turnsOf("v2", pacer)).containsExactly(2, 13, 24);
    }

    @Test
    void givesItsShareBackWithAPermit() {
        VirtualPacer pacer = VirtualPacer.of(push(HUNDRED, Map.of("v2", "25%")));
        pacer.askTimes(3, OLD);
        pacer.at(100);
        Pass pass = (Pass) pacer.ask(NEW);
        Answer waits = pacer.ask(NEW);

        boolean given = pacer.pacer().giveBack(pass.permit().id(), pacer.now());
        pacer.run();

        assertThat(waits).isInstanceOf(Waits.class);
        assertThat(given).isTrue();
        assertThat(turnsOf("v2", pacer)).containsExactly(4, 5);
    }

    @Test
    void earnsNothingByPermitsThatOthersGiveBack() {
        VirtualPacer pacer = VirtualPacer.of(push(HUNDRED, Map.of("v2", "25%")));
        for (int i = 0; i < 9; i++) {
            Pass pass = (Pass) pacer.ask(OLD);
            pacer.pacer().giveBack(pass.permit().id(), pacer.now());
            pacer.at(20L * (i + 1));
        }

        Answer answer = pacer.ask(NEW);

        assertThat(answer).isInstanceOf(Waits.class);
    }

    @Test
    void goesWithAnotherOfItsKindIfTheFirstHangsUp() {
        LimitPlan bySender = LimitPlan.of("sender", HUNDRED).byHeader("x-sender");
        VirtualPacer pacer =
                VirtualPacer.of(
                        sharing(PacePlan.of(PUSH, LimitPlan.of("all", TEN), bySender), "50%"));
        Waits first = (Waits) pacer.ask(Ask.of(PUSH, "a", "v2"));
        pacer.ask(Ask.of(PUSH, "b", "v2"));
        pacer.ask(Ask.of(PUSH, "c", "v1"));

        pacer.at(10);
        pacer.hangUp(first.place());
        pacer.run();

        assertThat(pacer.startsMillis()).containsExactly(0L, 100L);
        assertThat(pacer.starts().getLast().ask().keys()).containsExactly("b", "v2");
    }

    @Test
    void isPromisedATurnOnlyForCreditThatItHas() {
        VirtualPacer pacer = VirtualPacer.of(push(TEN, Map.of("v2", "50%")));
        pacer.askTimes(4, OLD);
        pacer.at(50);

        Answer.Last first = pacer.reserve(NEW);
        Answer.Last second = pacer.reserve(NEW);
        pacer.run();

        assertThat(((Pass) first).turnNanos()).isEqualTo(pacer.nanosAt(100));
        assertThat(((Refused) second).reason()).isEqualTo(Reason.SHARE_IS_USED);
        assertThat(((Refused) second).retryAfter()).isPositive();
        assertThat(pacer.startsMillis()).containsExactly(0L, 200L, 300L, 400L);
    }

    @Test
    void isPromisedNoTurnForWhichAnotherOneWaits() {
        VirtualPacer pacer = VirtualPacer.of(push(TEN, Map.of("v2", "50%")));
        pacer.askTimes(2, OLD);
        pacer.at(50);
        pacer.ask(NEW);

        Answer.Last reserved = pacer.reserve(NEW);
        pacer.run();

        assertThat(((Refused) reserved).reason()).isEqualTo(Reason.SHARE_IS_USED);
        assertThat(turnsOf("v2", pacer)).containsExactly(2);
    }

    @Test
    void givesAPromisedTurnBack() {
        VirtualPacer pacer = VirtualPacer.of(push(TEN, Map.of("v2", "50%")));
        pacer.askTimes(4, OLD);
        pacer.at(50);
        Pass promised = (Pass) pacer.reserve(NEW);

        pacer.pacer().giveBack(promised.permit().id(), pacer.now());
        pacer.ask(NEW);
        pacer.run();

        assertThat(turnsOf("v2", pacer)).containsExactly(2);
        assertThat(pacer.startsMillis()).containsExactly(0L, 100L, 200L, 300L, 400L);
    }

    @Test
    void keepsItsShareButNotItsCreditWhenSomebodyChangesIt() {
        VirtualPacer pacer = VirtualPacer.of(push(HUNDRED, Map.of("v2", "5%")));
        pacer.askTimes(900, NEW);
        pacer.askTimes(900, OLD);
        pacer.at(995);

        boolean known = share(pacer, Map.of("v2", "25%"));
        pacer.at(1_995);
        int after = turnsOf("v2", pacer).size();
        share(pacer, Map.of("v2", "0%"));
        pacer.at(2_995);
        share(pacer, Map.of("v2", "5%"));
        pacer.at(3_995);

        assertThat(known).isTrue();
        assertThat(after).isEqualTo(5 + 25);
        assertThat(turnsOf("v2", pacer).stream().filter(turn -> turn > 200))
                .containsExactly(320, 340, 360, 380, 400);
        assertThat(pacer.starts()).hasSize(400);
    }

    @Test
    void letsOnAllWhoWaitOnceItIsNotHeld() {
        VirtualPacer pacer = VirtualPacer.of(push(HUNDRED, Map.of("v2", "1%")));
        pacer.askTimes(50, NEW);
        pacer.askTimes(50, OLD);
        pacer.at(95);

        share(pacer, Map.of("v2", "100%"));
        pacer.at(595);

        assertThat(versions(pacer)).containsEntry("v1", 10).containsEntry("v2", 50);
    }

    @Test
    void keepsTheLineAndTheCreditWhenPlansChange() {
        VirtualPacer pacer = VirtualPacer.of(push(HUNDRED, Map.of("v2", "5%")));
        pacer.askTimes(100, NEW);
        pacer.askTimes(300, OLD);
        pacer.at(185);

        PacePlan slower = push(TEN, Map.of("v2", "5%"));
        pacer.pacer().replan(List.of(slower), pacer.now());
        pacer.at(185 + 4_000);

        assertThat(turnsOf("v2", pacer)).containsExactly(20, 40);
        assertThat(pacer.refusals()).isEmpty();
    }

    @Test
    void tellsWhoGotWhat() {
        VirtualPacer pacer = VirtualPacer.of(push(HUNDRED, Map.of("v2", "5%")));
        pacer.askTimes(900, NEW);
        pacer.askTimes(900, OLD);
        pacer.at(1_995);

        CanaryReport report = pacer.pacer().report(pacer.now()).getFirst().canary().orElseThrow();

        assertThat(report)
                .isEqualTo(
                        new CanaryReport(
                                "x-version",
                                List.of(
                                        new Given("v2", Share.parse("5%"), 10, 10),
                                        new Given("rest", Share.parse("95%"), 190, 190))));
    }

    @Test
    void cannotShareMoreThanThereIs() {
        VirtualPacer pacer = VirtualPacer.of(push(HUNDRED, Map.of("v2", "5%")));

        assertThatThrownBy(() -> share(pacer, Map.of("v2", "60%", "v3", "41%")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more than 100%");
        assertThatThrownBy(() -> push(TEN, Map.of("v2", "5%")).likeNginx())
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static boolean share(VirtualPacer pacer, Map<String, String> shares) {
        return pacer.pacer().share(PUSH, plan(shares).shares(), pacer.now());
    }

    private static PacePlan push(Rate rate, Map<String, String> shares) {
        return PacePlan.of(PUSH, LimitPlan.of("all", rate)).sharing(plan(shares));
    }

    private static PacePlan sharing(PacePlan plan, String share) {
        return plan.sharing(plan(Map.of("v2", share)));
    }

    private static CanaryPlan plan(Map<String, String> shares) {
        Map<String, Share> all = new HashMap<>();
        shares.forEach((value, share) -> all.put(value, Share.parse(share)));
        return new CanaryPlan("x-version", all);
    }

    private static String version(VirtualPacer.Start start) {
        return start.ask().keys().getLast();
    }

    private static Map<String, Integer> versions(VirtualPacer pacer) {
        Map<String, Integer> counts = new TreeMap<>();
        pacer.starts().forEach(start -> counts.merge(version(start), 1, Integer::sum));
        return counts;
    }

    private static int cost(String version, VirtualPacer pacer) {
        return pacer.starts().stream()
                .filter(start -> version(start).equals(version))
                .mapToInt(start -> start.ask().cost())
                .sum();
    }

    /// Which of all starts were those of a version, counted from 1.
    private static List<Integer> turnsOf(String version, VirtualPacer pacer) {
        List<VirtualPacer.Start> starts = pacer.starts();
        return IntStream.rangeClosed(1, starts.size())
                .filter(i -> version(starts.get(i - 1)).equals(version))
                .boxed()
                .toList();
    }
}
