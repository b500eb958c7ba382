package dev.kiban.pace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.kernel.PaceName;
import dev.kiban.pace.Answer.Pass;
import dev.kiban.pace.Answer.Reason;
import dev.kiban.pace.Answer.Refused;
import dev.kiban.pace.Answer.Waits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PacerTest {
    private static final PaceName PUSH = new PaceName("push");
    private static final PaceName MAIL = new PaceName("mail");
    private static final PaceName DATABASE = new PaceName("shop-database");
    private static final Rate TEN = Rate.perSecond(10);

    @Test
    void letsWorkersStartOneByOne() {
        VirtualPacer pacer = VirtualPacer.of(PacePlan.of(PUSH, LimitPlan.of("all", TEN)));

        pacer.askTimes(4, Ask.of(PUSH));
        pacer.run();

        assertThat(pacer.startsMillis()).containsExactly(0L, 100L, 200L, 300L);
    }

    @Test
    void letsSomeStartAtOnceIfThePlanSaysSo() {
        LimitPlan limit = LimitPlan.of("all", TEN).withBurst(5, 2);
        VirtualPacer pacer = VirtualPacer.of(PacePlan.of(PUSH, limit));

        pacer.askTimes(8, Ask.of(PUSH));
        pacer.run();

        assertThat(pacer.startsMillis()).containsExactly(0L, 0L, 0L, 100L, 200L, 300L);
        assertThat(pacer.refusals())
                .extracting(Refused::reason)
                .containsExactly(Reason.LINE_IS_FULL, Reason.LINE_IS_FULL);
        assertThat(pacer.refusals().getFirst().limit()).isEqualTo("push/all");
        assertThat(pacer.refusals().getFirst().retryAfter()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void hasTheNextOneWaitForWhatAJobCosts() {
        PacePlan plan = PacePlan.of(PUSH, LimitPlan.of("all", TEN)).costing(10);
        VirtualPacer pacer = VirtualPacer.of(plan);

        pacer.ask(Ask.of(PUSH));
        pacer.ask(Ask.of(PUSH).costing(5));
        pacer.ask(Ask.of(PUSH));
        pacer.ask(Ask.of(PUSH).costing(11));
        pacer.run();

        assertThat(pacer.startsMillis()).containsExactly(0L, 100L, 600L);
        assertThat(pacer.refusals())
                .extracting(Refused::reason)
                .containsExactly(Reason.COSTS_TOO_MUCH);
    }

    @Test
    void refusesWhoWouldWaitLongerThanThePlanHasAnybodyWait() {
        PacePlan plan = PacePlan.of(PUSH, LimitPlan.of("all", TEN)).waiting(Duration.ofMillis(250));
        VirtualPacer pacer = VirtualPacer.of(plan);

        pacer.askTimes(4, Ask.of(PUSH));

        assertThat(pacer.refusals()).hasSize(1);
        Refused refused = pacer.refusals().getFirst();
        assertThat(refused.reason()).isEqualTo(Reason.WAIT_IS_TOO_LONG);
        assertThat(refused.retryAfter()).isEqualTo(Duration.ofMillis(50));
    }

    @Test
    void tellsWhenTheTurnWillBe() {
        VirtualPacer pacer = VirtualPacer.of(PacePlan.of(PUSH, LimitPlan.of("all", TEN)));
        pacer.askTimes(3, Ask.of(PUSH));

        Answer answer = pacer.ask(Ask.of(PUSH));

        assertThat(answer).isInstanceOf(Waits.class);
        assertThat(((Waits) answer).turnNanos()).isEqualTo(pacer.nanosAt(300));
        assertThat(((Waits) answer).limit()).isEqualTo("push/all");
    }

    @Test
    void reservesATurn() {
        VirtualPacer pacer = VirtualPacer.of(PacePlan.of(PUSH, LimitPlan.of("all", TEN)));
        pacer.askTimes(2, Ask.of(PUSH));

        Answer.Last reserved = pacer.reserve(Ask.of(PUSH));
        pacer.ask(Ask.of(PUSH));
        pacer.run();

        assertThat(((Pass) reserved).turnNanos()).isEqualTo(pacer.nanosAt(200));
        assertThat(pacer.startsMillis()).containsExactly(0L, 100L, 300L);
    }

    @Test
    void movesAllUpWhenSomebodyHangsUp() {
        VirtualPacer pacer = VirtualPacer.of(PacePlan.of(PUSH, LimitPlan.of("all", TEN)));
        pacer.ask(Ask.of(PUSH));
        Waits waits = (Waits) pacer.ask(Ask.of(PUSH));
        pacer.ask(Ask.of(PUSH));

        pacer.hangUp(waits.place());
        pacer.run();

        assertThat(pacer.startsMillis()).containsExactly(0L, 100L);
    }

    @Test
    void asksAllLimitsAsOne() {
        PacePlan database = PacePlan.of(DATABASE, LimitPlan.of("all", TEN));
        PacePlan push =
                PacePlan.of(PUSH, LimitPlan.of("sender", Rate.perSecond(2)).byHeader("x-sender"))
                        .within(DATABASE);
        VirtualPacer pacer = VirtualPacer.of(database, push, PacePlan.of(MAIL).within(DATABASE));

        pacer.askTimes(3, Ask.of(PUSH, "busy"));
        pacer.ask(Ask.of(PUSH, "quiet"));
        pacer.ask(Ask.of(MAIL));
        pacer.run();

        assertThat(pacer.pacer().headers(PUSH)).contains(List.of("x-sender"));
        assertThat(pacer.startsMillis()).containsExactly(0L, 100L, 200L, 500L, 1_000L);
    }

    @Test
    void goesOnAtANewRateWithAllWhoWait() {
        VirtualPacer pacer = VirtualPacer.of(PacePlan.of(PUSH, LimitPlan.of("all", TEN)));
        pacer.askTimes(5, Ask.of(PUSH));

        pacer.at(150);
        pacer.pacer().change(PUSH, "all", Rate.perSecond(1), pacer.now());
        pacer.at(1_150);
        pacer.pacer().change(PUSH, "all", Rate.perSecond(100), pacer.now());
        pacer.run();

        assertThat(pacer.startsMillis()).containsExactly(0L, 100L, 650L, 1_155L, 1_165L);
    }

    @Test
    void standsStillWhilePausedAndRefusesWhoHasWaitedForTooLong() {
        PacePlan plan = PacePlan.of(PUSH, LimitPlan.of("all", TEN)).waiting(Duration.ofSeconds(1));
        VirtualPacer pacer = VirtualPacer.of(plan);
        pacer.pacer().pause(PUSH, pacer.now());
        pacer.ask(Ask.of(PUSH));
        pacer.at(500);
        pacer.ask(Ask.of(PUSH));

        pacer.at(1_200);
        pacer.pacer().resume(PUSH, pacer.now());
        pacer.run();

        assertThat(pacer.startsMillis()).containsExactly(1_200L);
        assertThat(pacer.refusals()).extracting(Refused::reason).containsExactly(Reason.PAUSED);
    }

    @Test
    void givesAnUnusedPermitToOthers() {
        VirtualPacer pacer = VirtualPacer.of(PacePlan.of(PUSH, LimitPlan.of("all", TEN)));
        Pass pass = (Pass) pacer.ask(Ask.of(PUSH));
        pacer.askTimes(2, Ask.of(PUSH));
        pacer.at(30);

        boolean given = pacer.pacer().giveBack(pass.permit().id(), pacer.now());
        boolean again = pacer.pacer().giveBack(pass.permit().id(), pacer.now());
        pacer.run();

        assertThat(given).isTrue();
        assertThat(again).isFalse();
        assertThat(pacer.startsMillis()).containsExactly(0L, 30L, 130L);
    }

    @Test
    void takesBackNoneButTheLastPermits() {
        VirtualPacer pacer = VirtualPacer.of(PacePlan.of(PUSH));
        int first = 1_000;

        List<String> ids =
                IntStream.range(0, first + Permits.REMEMBERED)
                        .mapToObj(_ -> ((Pass) pacer.ask(Ask.of(PUSH))).permit().id())
                        .toList();

        assertThat(pacer.pacer().giveBack(ids.get(first - 1), pacer.now())).isFalse();
        assertThat(pacer.pacer().giveBack(ids.get(first), pacer.now())).isTrue();
        assertThat(pacer.pacer().giveBack(ids.get(first), pacer.now())).isFalse();
        assertThat(pacer.pacer().giveBack(ids.getLast(), pacer.now())).isTrue();
    }

    @Test
    void countsJobsInFlightUntilTheyAreDone() {
        PacePlan plan = PacePlan.of(PUSH).inFlight(new InFlight(2, Duration.ofSeconds(10)));
        VirtualPacer pacer = VirtualPacer.of(plan);
        Pass first = (Pass) pacer.ask(Ask.of(PUSH));
        Pass second = (Pass) pacer.ask(Ask.of(PUSH));
        pacer.askTimes(2, Ask.of(PUSH));

        pacer.at(5_000);
        pacer.pacer().done(first.permit().id(), pacer.now());
        pacer.at(8_000);
        boolean renewed = pacer.pacer().renew(second.permit().id(), pacer.now());
        pacer.run();

        assertThat(renewed).isTrue();
        assertThat(pacer.startsMillis()).containsExactly(0L, 0L, 5_000L, 15_000L);
    }

    @Test
    void knowsAnAskByItsKey() {
        VirtualPacer pacer = VirtualPacer.of(PacePlan.of(PUSH, LimitPlan.of("all", TEN)));
        Pass pass = (Pass) pacer.ask(Ask.of(PUSH).knownBy("a"));
        pacer.ask(Ask.of(PUSH).knownBy("b"));

        Pass repeated = (Pass) pacer.ask(Ask.of(PUSH).knownBy("a"));
        pacer.ask(Ask.of(PUSH).knownBy("b"));
        pacer.run();

        assertThat(repeated.permit().id()).isEqualTo(pass.permit().id());
        assertThat(pacer.startsMillis()).containsExactly(0L, 0L, 100L);
        assertThat(pacer.refusals())
                .extracting(Refused::reason)
                .containsExactly(Reason.ASKED_AGAIN);
    }

    @Test
    void servesTenantsByTheirWeights() {
        PacePlan plan = PacePlan.of(PUSH, LimitPlan.of("all", TEN)).weighing(Map.of("gold", 3));
        VirtualPacer pacer = VirtualPacer.of(plan);
        for (int i = 0; i < 100; i++) {
            pacer.ask(Ask.of(PUSH).forTenant("plain"));
            pacer.ask(Ask.of(PUSH).forTenant("gold"));
        }

        pacer.at(4_000);

        assertThat(pacer.starts("gold")).isBetween(29L, 31L);
        assertThat(pacer.starts("plain")).isBetween(10L, 12L);
    }

    @Test
    void servesHighPriorityFirstAndLowOneTurnInSixteen() {
        VirtualPacer pacer = VirtualPacer.of(PacePlan.of(PUSH, LimitPlan.of("all", TEN)));
        for (int i = 0; i < 200; i++) {
            pacer.ask(Ask.of(PUSH).with(Priority.LOW));
            pacer.ask(Ask.of(PUSH).with(Priority.NORMAL));
            pacer.ask(Ask.of(PUSH).with(Priority.HIGH));
        }

        pacer.at(16_050);

        assertThat(pacer.starts(Priority.LOW)).isBetween(10L, 12L);
        assertThat(pacer.starts(Priority.NORMAL)).isBetween(10L, 12L);
        assertThat(pacer.starts(Priority.HIGH)).isGreaterThan(137L);
    }

    @Test
    void countsInADryRunWhatItWouldDo() {
        LimitPlan dry = LimitPlan.of("all", TEN).withBurst(2, 0).dryRun();
        VirtualPacer pacer = VirtualPacer.of(PacePlan.of(PUSH, dry));

        pacer.askTimes(5, Ask.of(PUSH));

        assertThat(pacer.startsMillis()).hasSize(5);
        PaceReport.LimitReport report =
                pacer.pacer().report(pacer.now()).getFirst().limits().getFirst();
        assertThat(report.wouldWait()).isEqualTo(2);
        assertThat(report.wouldRefuse()).isEqualTo(2);
    }

    @Test
    void neverBurstsAfterARestart() {
        LimitPlan limit = LimitPlan.of("all", TEN).withBurst(5, 2).byHeader("x-sender");
        VirtualPacer pacer = VirtualPacer.begun(PacePlan.of(PUSH, limit));

        pacer.askTimes(3, Ask.of(PUSH, "known-before"));
        pacer.at(250);
        pacer.askTimes(3, Ask.of(PUSH, "seen-later"));
        pacer.run();

        assertThat(pacer.startsMillis()).containsExactly(0L, 100L, 200L, 250L, 250L, 250L);
    }

    @Test
    void refusesAnAskThatDoesNotKnowTheHeadersOfTheNewPlan() {
        VirtualPacer pacer = VirtualPacer.of(PacePlan.of(PUSH, LimitPlan.of("all", TEN)));
        LimitPlan bySender = LimitPlan.of("sender", TEN).byHeader("x-sender");
        pacer.pacer().replan(List.of(PacePlan.of(PUSH, bySender)), pacer.now());

        pacer.ask(Ask.of(PUSH));
        pacer.ask(Ask.of(PUSH, "known"));

        assertThat(pacer.startsMillis()).containsExactly(0L);
        assertThat(pacer.refusals())
                .extracting(Refused::reason)
                .containsExactly(Reason.PACE_HAS_CHANGED);
    }

    @Test
    void keepsTheLineWhenPlansChange() {
        VirtualPacer pacer = VirtualPacer.of(PacePlan.of(PUSH, LimitPlan.of("all", TEN)));
        pacer.askTimes(4, Ask.of(PUSH));
        pacer.at(150);

        PacePlan slower = PacePlan.of(PUSH, LimitPlan.of("all", Rate.perSecond(5)));
        pacer.pacer().replan(List.of(slower), pacer.now());
        pacer.run();

        assertThat(pacer.startsMillis()).containsExactly(0L, 100L, 250L, 450L);
    }

    @Test
    void refusesNewKeysWhenThereAreTooMany() {
        LimitPlan limit = LimitPlan.of("sender", Rate.perHour(1)).byHeader("x-sender");
        VirtualPacer pacer =
                VirtualPacer.of(
                        new Bounds(3, 100), PacePlan.of(PUSH, limit).waiting(Duration.ofHours(9)));
        for (int i = 0; i < 3; i++) {
            pacer.ask(Ask.of(PUSH, "sender-" + i));
        }

        pacer.ask(Ask.of(PUSH, "one-more"));
        pacer.ask(Ask.of(PUSH, "sender-1"));

        assertThat(pacer.refusals())
                .extracting(Refused::reason)
                .containsExactly(Reason.TOO_MANY_KEYS);
    }

    @Test
    void goesByItsPortionOfARateAndKeepsWhatWasLetThrough() {
        VirtualPacer pacer = VirtualPacer.byPortions(PacePlan.of(PUSH, LimitPlan.of("all", TEN)));

        pacer.askTimes(6, Ask.of(PUSH));
        pacer.at(1_000);
        assertThat(pacer.pacer().portion(PUSH, 500_000, 0, pacer.now())).isTrue();
        pacer.at(1_500);
        assertThat(pacer.pacer().portion(PUSH, 1_000_000, 0, pacer.now())).isTrue();
        pacer.run();

        // The first one is what each replica lets pass when it begins.
        assertThat(pacer.startsMillis())
                .containsExactly(0L, 1_200L, 1_400L, 1_550L, 1_650L, 1_750L);
    }

    @Test
    void hasAsManyJobsInFlightAsItsPortionSays() {
        PacePlan plan =
                PacePlan.of(PUSH, LimitPlan.of("all", Rate.perSecond(1_000)))
                        .inFlight(new InFlight(10, Duration.ofMinutes(1)));
        VirtualPacer pacer = VirtualPacer.byPortions(plan);

        pacer.askTimes(10, Ask.of(PUSH));
        pacer.at(100);
        assertThat(pacer.startsMillis()).isEmpty();
        assertThat(pacer.pacer().portion(PUSH, 1_000_000, 3, pacer.now())).isTrue();
        pacer.at(200);
        assertThat(pacer.startsMillis()).hasSize(3);
        assertThat(pacer.pacer().portion(PUSH, 1_000_000, 4, pacer.now())).isTrue();
        pacer.at(300);

        assertThat(pacer.startsMillis()).hasSize(4);
    }
}
