package dev.kiban.slo.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.Indicator;
import dev.kiban.kernel.ServiceName;
import dev.kiban.kernel.TeamName;
import dev.kiban.slo.CountStore;
import dev.kiban.slo.FlowNews;
import dev.kiban.slo.Flows;
import dev.kiban.slo.Flows.Outcome;
import dev.kiban.slo.Flows.Piece;
import dev.kiban.slo.Flows.Refused;
import dev.kiban.slo.Flows.Taken;
import dev.kiban.slo.Flows.Waiting;
import dev.kiban.slo.Reading;
import dev.kiban.slo.SloPlan.ServiceSlo;
import dev.kiban.slo.Slos;
import dev.kiban.slo.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Somebody judges at each minute's beginning, from 09:59 on: 10:00 is the first whole minute.
class SqlFlowsTest {
    private static final Instant TEN = Instant.parse("2026-11-21T10:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final ServiceName SHOP = new ServiceName("shop");
    private static final ServiceSlo FRESH = slo("index", MINUTE);
    private static final ServiceSlo DAILY = slo("index", Duration.ofDays(1));

    @RegisterExtension static final FreshDatabases DATABASES = new FreshDatabases();

    private CountStore store;
    private Flows flows;

    @BeforeEach
    void open() {
        store = SqlCounts.in(DATABASES.database());
        flows = SqlFlows.in(DATABASES.database());
        flows.judge(List.of(FRESH, DAILY), TEN.minusSeconds(30));
        judge(0);
    }

    @Test
    void workIsGoodThatIsDoneInTime() {
        tell(10, started("a", "b"));
        tell(40, done("a"));
        tell(75, done("b"));
        judge(1, 2);

        assertThat(hour(FRESH, 2)).isEqualTo(Tally.ofWhole(1, 2, 2));
        assertThat(hour(DAILY, 2)).isEqualTo(Tally.ofWhole(2, 2, 2));
    }

    @Test
    void workThatIsDoneAtItsDeadlineIsGood() {
        tell(10, started("a"));
        tell(70, done("a"));
        judge(1, 2);

        assertThat(hour(FRESH, 2)).isEqualTo(Tally.ofWhole(1, 1, 2));
    }

    /// Late in minute 1, with nothing done in minutes 1, 2 and 3; what is done in minute 4 has
    /// counted.
    @Test
    void silenceIsBadWhileLateWorkWaits() {
        tell(10, started("a"));
        judge(1, 2, 3, 4);
        tell(250, done("a"));
        judge(5, 6);

        assertThat(hour(FRESH, 1)).isEqualTo(Tally.ofWhole(0, 0, 1));
        assertThat(hour(FRESH, 2)).isEqualTo(Tally.ofWhole(0, 2, 2));
        assertThat(hour(FRESH, 4)).isEqualTo(Tally.ofWhole(0, 4, 4));
        assertThat(hour(FRESH, 6)).isEqualTo(Tally.ofWhole(0, 4, 6));
        assertThat(hour(DAILY, 6)).isEqualTo(Tally.ofWhole(1, 1, 6));
    }

    @Test
    void lostWorkIsBadWhileOtherWorkIsDone() {
        tell(10, started("lost"));
        for (int minute = 0; minute < 5; minute++) {
            tell(60 * minute + 20, started("piece-" + minute));
            tell(60 * minute + 30, done("piece-" + minute));
            judge(minute + 1);
        }

        assertThat(hour(FRESH, 5)).isEqualTo(Tally.ofWhole(5, 6, 5));
        assertThat(flows.waiting(SHOP, "index"))
                .isEqualTo(
                        new Waiting(
                                1,
                                Optional.of(new Piece("lost", TEN.plusSeconds(10))),
                                Optional.of(TEN.plus(MINUTE.multipliedBy(4)))));
    }

    @Test
    void silenceWithoutWorkIsAZero() {
        judge(1, 2, 3);

        assertThat(hour(FRESH, 3).reading()).isEqualTo(new Reading.NoTraffic());
        assertThat(hour(FRESH, 3).coverage()).isEqualTo(Tally.ofWhole(0, 0, 1).coverage());
    }

    @Test
    void whatIsToldAgainChangesNothing() {
        for (int i = 0; i < 2; i++) {
            tell(10, started("a", "a"));
            tell(20 + i, done("a"));
            tell(30, started("a"));
        }
        judge(1);
        tell(65, done("a"));
        tell(66, started("a"));
        judge(2, 3, 4);

        assertThat(hour(FRESH, 4)).isEqualTo(Tally.ofWhole(1, 1, 4));
        assertThat(flows.waiting(SHOP, "index")).isEqualTo(Waiting.NOTHING);
    }

    @Test
    void anEndMayBeToldBeforeItsBeginning() {
        tell(50, done("a", "b"));
        judge(1);
        tell(61, at(30, started("a")));
        judge(2);
        tell(130, at(-40, started("b")));
        judge(3);

        assertThat(hour(FRESH, 2)).isEqualTo(Tally.ofWhole(1, 1, 2));
        assertThat(hour(FRESH, 3)).isEqualTo(Tally.ofWhole(1, 2, 3));
    }

    @Test
    void whatIsToldLateCountsWhenItIsTold() {
        judge(1, 2, 3, 4);
        tell(245, at(-600, started("a")));
        judge(5);

        assertThat(hour(FRESH, 4)).isEqualTo(Tally.ofWhole(0, 0, 4));
        assertThat(hour(FRESH, 5)).isEqualTo(Tally.ofWhole(0, 2, 5));
    }

    /// Nobody could tell us anything meanwhile; the minute in which we come back is one of part.
    @Test
    void whatNobodyJudgedForLongIsAGap() {
        tell(10, started("a"));
        judge(1);
        SqlFlows.in(DATABASES.database()).judge(List.of(FRESH), TEN.plusSeconds(630));
        judge(11, 12, 13);

        Tally all = hour(FRESH, 13);

        assertThat(all.measuredMinutes()).isEqualTo(3);
        assertThat(all.minutes()).isEqualTo(13);
        assertThat(all.valid()).as("two silent minutes").isEqualTo(2);
    }

    @Test
    void aShortPauseIsNone() {
        tell(10, started("a"));
        tell(50, done("a"));
        judge(3);

        assertThat(hour(FRESH, 3)).isEqualTo(Tally.ofWhole(1, 1, 3));
    }

    @Test
    void countsOnceWhoeverJudges() throws Exception {
        tell(10, started(ids(500)));
        List<Callable<Boolean>> calls = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            List<String> some = List.of(ids(500)).subList(i * 50, 500);
            calls.add(() -> tell(40, done(some.toArray(String[]::new))) instanceof Taken);
            calls.add(
                    () -> {
                        judge(1);
                        return true;
                    });
        }
        Collections.shuffle(calls, new Random(3));
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            for (Future<Boolean> call : threads.invokeAll(calls)) {
                assertThat(call.get()).isTrue();
            }
        }
        judge(2);

        assertThat(hour(FRESH, 2)).isEqualTo(Tally.ofWhole(500, 500, 2));
    }

    @Test
    void takesNoMoreThanALimit() {
        for (int i = 0; i < Flows.MAX_WAITING / FlowNews.MAX_IDS; i++) {
            String prefix = "batch-%d-".formatted(i);
            String[] ids =
                    IntStream.range(0, FlowNews.MAX_IDS)
                            .mapToObj(id -> prefix + id)
                            .toArray(String[]::new);
            assertThat(tell(10, started(ids))).isInstanceOf(Taken.class);
        }

        assertThat(tell(11, started("one-more"))).isInstanceOf(Refused.class);
        assertThat(
                        tell(
                                12,
                                new FlowNews(
                                        SHOP,
                                        "index",
                                        Instant.EPOCH,
                                        List.of("one"),
                                        List.of("batch-1-1"))))
                .isEqualTo(
                        new Taken(
                                new Waiting(
                                        Flows.MAX_WAITING,
                                        Optional.of(new Piece("batch-0-0", TEN.plusSeconds(10))),
                                        Optional.of(TEN))));
    }

    @ParameterizedTest
    @ValueSource(longs = {-9L * 86_400, 3_700})
    void refusesTimesThatCannotBe(long second) {
        assertThat(tell(10, at(second, started("a")))).isInstanceOf(Refused.class);
    }

    @Test
    void forgetsWhatIsOver() {
        tell(10, started("old", "done", "waits"));
        tell(20, done("done", "never-began"));
        judge(1);

        Instant soon = TEN.plus(Flows.REMEMBERED).plus(MINUTE.multipliedBy(2));
        int forgotten = store.sweep(soon);
        Instant later = TEN.plus(CountStore.KEPT_MINUTES).plus(MINUTE.multipliedBy(2));
        store.sweep(later);

        assertThat(forgotten).isEqualTo(2);
        assertThat(flows.waiting(SHOP, "index").count()).isZero();
    }

    private static String[] ids(int count) {
        return IntStream.range(0, count).mapToObj(id -> "id-" + id).toArray(String[]::new);
    }

    /// Judges as each of these minutes begins.
    private void judge(int... minutes) {
        for (int minute : minutes) {
            flows.judge(List.of(FRESH, DAILY), TEN.plus(MINUTE.multipliedBy(minute)));
        }
    }

    private Outcome tell(long second, FlowNews news) {
        Instant now = TEN.plusSeconds(second);
        boolean isNow = news.at().equals(Instant.EPOCH);
        return flows.tell(isNow ? at(second, news) : news, now);
    }

    private static FlowNews at(long second, FlowNews news) {
        return new FlowNews(
                news.service(), news.flow(), TEN.plusSeconds(second), news.started(), news.done());
    }

    private static FlowNews started(String... ids) {
        return new FlowNews(SHOP, "index", Instant.EPOCH, List.of(ids), List.of());
    }

    private static FlowNews done(String... ids) {
        return new FlowNews(SHOP, "index", Instant.EPOCH, List.of(), List.of(ids));
    }

    /// The last hour at the beginning of a minute.
    private Tally hour(ServiceSlo slo, int minute) {
        return store.accounts(List.of(slo))
                .at(TEN.plus(MINUTE.multipliedBy(minute)))
                .getFirst()
                .windows()
                .of(Duration.ofHours(1));
    }

    private static ServiceSlo slo(String flow, Duration within) {
        return new ServiceSlo(
                SHOP,
                new TeamName("shop-team"),
                Slos.of(
                        new Indicator.Freshness(flow, within),
                        "99.9%",
                        Slos.THIRTY_DAYS,
                        Slos.USUAL));
    }
}
