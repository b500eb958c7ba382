package dev.kiban.pace.cruise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.PaceSignal;
import dev.kiban.definition.PaceSteering;
import dev.kiban.kernel.PaceName;
import dev.kiban.kernel.Share;
import dev.kiban.pace.Answer;
import dev.kiban.pace.Ask;
import dev.kiban.pace.Bounds;
import dev.kiban.pace.CanaryPlan;
import dev.kiban.pace.LimitPlan;
import dev.kiban.pace.PacePlan;
import dev.kiban.pace.Pacer;
import dev.kiban.pace.Rate;
import dev.kiban.pace.order.Given;
import dev.kiban.pace.order.Order;
import dev.kiban.pace.order.Orders;
import dev.kiban.pace.steer.Forecast.Verdict;
import dev.kiban.pace.steer.Position.Move;
import dev.kiban.runtime.telemetry.log.Log;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CruiseControlTest {
    private static final PaceName PUSH = new PaceName("push");
    private static final Instant START = Instant.parse("2026-11-22T03:00:00Z");
    private static final PaceSignal LAG =
            new PaceSignal(
                    "lag", new PaceSignal.Pushed(), 1, 10, Duration.ZERO, Duration.ofSeconds(30));

    private Instant now = START;
    private final List<String> log = new ArrayList<>();
    private final Pacer pacer = new Pacer(Bounds.USUAL, new SplittableRandom(7), 0, _ -> {});
    private final CruiseControl cruise = control(Logbook.NONE);

    @Test
    void beginsWhereItIsSafeAndClimbsWhileAllIsWell() {
        cruise.plan(List.of(plan()), Map.of(PUSH, steering()));

        assertThat(rate("all")).isEqualTo(200);
        pass(Duration.ofMinutes(10), 0.5);

        assertThat(rate("all")).isEqualTo(1_000);
        assertThat(helm().move()).isEqualTo(Move.CLIMBS);
    }

    @Test
    void comesDownBeforeDangerAndUpAgain() {
        cruise.plan(List.of(plan()), Map.of(PUSH, steering()));
        pass(Duration.ofMinutes(10), 0.5);

        pass(Duration.ofMinutes(3), 20);
        double low = rate("all");
        pass(Duration.ofMinutes(2), 0.5);

        assertThat(low).isBetween(10.0, 400.0);
        assertThat(rate("all")).isGreaterThan(low);
    }

    @Test
    void leansToWhatIsSafeWhenNobodyTellsAnything() {
        cruise.plan(List.of(plan()), Map.of(PUSH, steering()));
        pass(Duration.ofMinutes(10), 0.5);

        for (int i = 0; i < 1_200; i++) {
            second();
        }

        assertThat(rate("all")).isEqualTo(200);
        assertThat(helm().signals().getFirst().stale()).isTrue();
    }

    @Test
    void limitsByAHeaderStayAsTheyAre() {
        cruise.plan(List.of(plan()), Map.of(PUSH, steering()));

        assertThat(rate("x-sender")).isEqualTo(6);
    }

    @Test
    void steersWithinWhatPeopleOrder() {
        cruise.plan(List.of(plan()), Map.of(PUSH, steering()));
        cruise.obey(ordered(new Order.OtherRate("all", Rate.perSecond(100))));

        assertThat(rate("all")).isEqualTo(20);
        pass(Duration.ofMinutes(10), 0.5);

        assertThat(rate("all")).isEqualTo(100);
    }

    @Test
    void keepsSharesWherePeopleOrderThemAlsoUnderANewPlan() {
        cruise.plan(List.of(canary("1000/s")), Map.of());
        cruise.obey(ordered(new Order.OtherShare("v2", Share.parse("0%"))));
        assertThat(share("v2")).isEqualTo("0%");

        cruise.plan(List.of(canary("900/s")), Map.of());
        assertThat(share("v2")).isEqualTo("0%");
        cruise.obey(Orders.NONE);

        assertThat(share("v2")).isEqualTo("5%");
        assertThat(share("rest")).isEqualTo("95%");
    }

    private static PacePlan canary(String rate) {
        return PacePlan.of(PUSH, LimitPlan.of("all", Rate.parse(rate)))
                .sharing(new CanaryPlan("x-version", Map.of("v2", Share.parse("5%"))));
    }

    private String share(String value) {
        return pacer.report(nanos()).getFirst().canary().orElseThrow().given().stream()
                .filter(given -> given.value().equals(value))
                .map(given -> given.wanted().toString())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void ordersEndByThemselves() {
        cruise.plan(List.of(plan()), Map.of());
        cruise.obey(
                new Orders(
                        List.of(
                                given(
                                        new Order.Pause(),
                                        Optional.of(START.plus(Duration.ofMinutes(1)))))));

        assertThat(pacer.report(nanos()).getFirst().paused()).isTrue();
        pass(Duration.ofMinutes(1), 0);

        assertThat(pacer.report(nanos()).getFirst().paused()).isFalse();
    }

    @Test
    void aCampaignGoesAsFastAsItNeedsToBeThroughInTime() {
        cruise.plan(List.of(plan()), Map.of());
        cruise.obey(ordered(campaign(36_000, Duration.ofMinutes(100))));

        assertThat(rate("all")).isBetween(6.6, 6.7); // all of them in 90 minutes
        work(Duration.ofMinutes(45));

        assertThat(campaignNow().remaining()).isBetween(17_900L, 18_100L);
        assertThat(campaignNow().forecast().verdict()).isEqualTo(Verdict.ON_TRACK);
        work(Duration.ofMinutes(46));

        assertThat(campaignNow().forecast().verdict()).isEqualTo(Verdict.DONE);
        assertThat(rate("all")).isEqualTo(1_000);
        assertThat(log.toString()).contains("All jobs of a campaign have started");
    }

    @Test
    void saysAtOnceThatACampaignCannotBeThroughInTime() {
        cruise.plan(List.of(plan()), Map.of());
        cruise.obey(ordered(campaign(10_000_000, Duration.ofHours(1))));

        assertThat(rate("all")).isEqualTo(1_000);
        assertThat(campaignNow().forecast().verdict()).isEqualTo(Verdict.WILL_MISS);
        assertThat(campaignNow().forecast().through())
                .isEqualTo(START.plus(Duration.ofSeconds(10_000)));
        assertThat(log.toString()).contains("A campaign misses its deadline", "pace=push");
    }

    @Test
    void aCampaignKnowsHowFarItCameBefore(@TempDir Path folder) {
        Path file = folder.resolve("campaigns");
        FileLogbook.open(file).keep(Map.of(1L, new Logbook.Entry(30_000, Optional.empty())));
        Orders orders = ordered(campaign(36_000, Duration.ofMinutes(100)));

        CruiseControl again = control(FileLogbook.open(file));
        again.plan(List.of(plan()), Map.of());
        again.obey(orders);
        again.plan(List.of(), Map.of()); // the definition goes, and comes back
        again.plan(List.of(plan()), Map.of());

        assertThat(again.campaigns().values())
                .extracting(VoyageReport::remaining)
                .containsExactly(6_000L);
        assertThat(FileLogbook.open(file).entry(1).started()).isEqualTo(30_000);
    }

    @Test
    void aCampaignThatIsDoneWasSoWhenItsLastJobStarted(@TempDir Path folder) {
        Path file = folder.resolve("campaigns");
        CruiseControl first = control(FileLogbook.open(file));
        first.plan(List.of(plan()), Map.of());
        first.obey(ordered(campaign(36_000, Duration.ofMinutes(100))));
        first.elsewhere(Map.of(1L, 36_000L));
        now = now.plusSeconds(60);
        first.look();
        now = now.plusSeconds(7_200);
        first.look();
        CruiseControl again = control(FileLogbook.open(file));
        again.plan(List.of(plan()), Map.of());
        again.obey(ordered(campaign(36_000, Duration.ofMinutes(100))));

        again.elsewhere(Map.of(1L, 36_000L)); // later than it looked first
        again.look();

        assertThat(List.of(first, again))
                .flatExtracting(one -> one.campaigns().values())
                .extracting(report -> report.forecast().through())
                .containsOnly(START.plusSeconds(60));
    }

    @Test
    void aCampaignIsDoneAnewWhenPermitsWereGivenBack() {
        cruise.plan(List.of(plan()), Map.of());
        cruise.obey(ordered(campaign(36_000, Duration.ofMinutes(100))));
        cruise.elsewhere(Map.of(1L, 36_000L));
        cruise.look();
        cruise.elsewhere(Map.of(1L, 35_999L));
        cruise.look();

        assertThat(campaignNow().forecast().verdict()).isEqualTo(Verdict.ON_TRACK);
        now = now.plusSeconds(60);
        cruise.elsewhere(Map.of(1L, 36_000L));
        cruise.look();

        assertThat(campaignNow().forecast().through()).isEqualTo(now);
    }

    @Test
    void obeysAlsoWhereNothingCanBeKept() {
        CruiseControl poor =
                control(
                        new Logbook() {
                            @Override
                            public Entry entry(long campaign) {
                                return Entry.NONE;
                            }

                            @Override
                            public void keep(Map<Long, Entry> campaigns) {
                                throw new UncheckedIOException(new IOException("no space left"));
                            }
                        });
        poor.plan(List.of(plan()), Map.of());

        poor.obey(ordered(new Order.Pause()));
        poor.look();

        assertThat(pacer.report(nanos()).getFirst().paused()).isTrue();
        assertThat(log).hasSize(1);
        assertThat(log.getFirst()).contains("How far campaigns came cannot be kept", "no space");
    }

    private CruiseControl control(Logbook logbook) {
        return new CruiseControl(
                pacer, new CruiseControl.Ports(this::nanos, () -> now, logbook, Log.to(log::add)));
    }

    @Test
    void aCampaignGoesByWhatStartedElsewhereToo() {
        cruise.plan(List.of(plan()), Map.of());
        cruise.obey(ordered(campaign(36_000, Duration.ofMinutes(100))));
        work(Duration.ofMinutes(45));
        long here = cruise.legs().values().iterator().next().since();

        cruise.elsewhere(Map.of(1L, 9_000L));
        cruise.look();

        assertThat(campaignNow().remaining()).isEqualTo(36_000 - 9_000 - here);
        assertThat(rate("all")).isBetween(3.2, 3.4); // what is left in 45 minutes
        assertThat(cruise.legs()).isEqualTo(Map.of(1L, new Leg(0, here)));
        cruise.elsewhere(Map.of(1L, 36_000 - here));
        cruise.look();

        assertThat(campaignNow().forecast().verdict()).isEqualTo(Verdict.DONE);
        assertThat(rate("all")).isEqualTo(1_000);
    }

    @Test
    void aCampaignThatIsEndedLeavesTheRateAsDefined() {
        cruise.plan(List.of(plan()), Map.of());
        cruise.obey(ordered(campaign(36_000, Duration.ofMinutes(100))));

        cruise.obey(Orders.NONE);

        assertThat(rate("all")).isEqualTo(1_000);
        assertThat(cruise.campaigns()).isEmpty();
    }

    @Test
    void knowsHowFarACampaignCameWhenItEnded() {
        cruise.plan(List.of(plan()), Map.of());
        cruise.obey(ordered(campaign(36_000, Duration.ofMinutes(100))));
        Answer _ = pacer.ask(Ask.of(PUSH, "sender"), _ -> {}, nanos());
        List<Answer> told = new ArrayList<>();
        Answer _ = pacer.ask(Ask.of(PUSH, "other"), told::add, nanos());

        cruise.end();
        cruise.obey(ordered(campaign(36_000, Duration.ofMinutes(100))));

        assertThat(cruise.legs()).isEqualTo(Map.of(1L, new Leg(0, 1)));
        assertThat(told).singleElement().isInstanceOf(Answer.Refused.class);
    }

    private static Order campaign(long jobs, Duration time) {
        return new Order.Campaign(jobs, START, START.plus(time));
    }

    private VoyageReport campaignNow() {
        return Optional.ofNullable(cruise.campaigns().get(PUSH)).orElseThrow();
    }

    /// Workers of many senders ask for more than they may.
    private void work(Duration time) {
        for (long i = 0; i < time.toSeconds(); i++) {
            for (int j = 0; j < 10; j++) {
                Answer _ = pacer.ask(Ask.of(PUSH, "sender-" + (10 * i + j)), _ -> {}, nanos());
            }
            for (int j = 0; j < 100; j++) {
                now = now.plusMillis(10);
                long _ = pacer.advance(nanos());
            }
            cruise.look();
        }
    }

    @Test
    void staysWhereItIsWhenOtherPlansHold() {
        cruise.plan(List.of(plan()), Map.of(PUSH, steering()));
        pass(Duration.ofMinutes(4), 0.5);
        double before = rate("all");

        cruise.plan(List.of(plan()), Map.of(PUSH, steering()));

        assertThat(rate("all")).isEqualTo(before).isGreaterThan(200);
    }

    @Test
    void goesByTheDefinitionWhenItIsSteeredNoMore() {
        cruise.plan(List.of(plan()), Map.of(PUSH, steering()));

        cruise.plan(List.of(plan()), Map.of());

        assertThat(rate("all")).isEqualTo(1_000);
        assertThat(cruise.measured(PUSH, "lag", 3)).isFalse();
    }

    @Test
    void knowsNoSignalThatIsNotDefined() {
        cruise.plan(List.of(plan()), Map.of(PUSH, steering()));

        assertThat(cruise.measured(PUSH, "load", 3)).isFalse();
        assertThat(cruise.measured(new PaceName("mail"), "lag", 3)).isFalse();
        assertThat(cruise.measured(PUSH, "lag", 3)).isTrue();
    }

    private void pass(Duration time, double lag) {
        for (long i = 0; i < time.toSeconds(); i++) {
            now = now.plusSeconds(1);
            cruise.measured(PUSH, "lag", lag);
            cruise.look();
        }
    }

    private HelmReport helm() {
        return Optional.ofNullable(cruise.report().get(PUSH)).orElseThrow();
    }

    private void second() {
        now = now.plusSeconds(1);
        cruise.look();
    }

    /// In jobs a second.
    private double rate(String limit) {
        return pacer.report(nanos()).getFirst().limits().stream()
                .filter(one -> one.name().equals(limit))
                .mapToDouble(one -> one.rate().anHour() / 3_600.0)
                .findFirst()
                .orElseThrow();
    }

    private long nanos() {
        return Duration.between(START, now).toNanos();
    }

    private static PacePlan plan() {
        return PacePlan.of(
                PUSH,
                LimitPlan.of("all", Rate.perSecond(1_000)),
                LimitPlan.of("x-sender", Rate.perSecond(6)).byHeader("x-sender"));
    }

    private static PaceSteering steering() {
        return new PaceSteering(
                1,
                20,
                Duration.ofSeconds(30),
                Duration.ofMinutes(10),
                Duration.ofSeconds(1),
                List.of(LAG));
    }

    private static Orders ordered(Order order) {
        return new Orders(List.of(given(order, Optional.empty())));
    }

    private static Given given(Order order, Optional<Instant> until) {
        return new Given(
                PUSH,
                order.about(),
                Optional.of(order),
                until,
                new Given.Made("amy", "", START),
                1);
    }
}
