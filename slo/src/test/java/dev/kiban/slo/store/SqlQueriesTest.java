package dev.kiban.slo.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.Indicator;
import dev.kiban.definition.Slo;
import dev.kiban.kernel.ServiceName;
import dev.kiban.kernel.SloName;
import dev.kiban.kernel.TeamName;
import dev.kiban.slo.Account;
import dev.kiban.slo.CountStore;
import dev.kiban.slo.Queries;
import dev.kiban.slo.Queries.Answer;
import dev.kiban.slo.Queries.Counted;
import dev.kiban.slo.Queries.Failed;
import dev.kiban.slo.Queries.Nothing;
import dev.kiban.slo.QueryStore;
import dev.kiban.slo.QueryStore.Question;
import dev.kiban.slo.QueryWatch;
import dev.kiban.slo.Ratio;
import dev.kiban.slo.SloPlan.ServiceSlo;
import dev.kiban.slo.Slos;
import dev.kiban.slo.Tally;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The watch, its store, and a Prometheus that says what a test wants.
class SqlQueriesTest {
    private static final Instant TEN = Instant.parse("2026-11-21T10:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final ServiceSlo PAID = slo("paid", "a", MINUTE);
    private static final ServiceSlo SLOW = slo("slow", "b", MINUTE.multipliedBy(5));

    @RegisterExtension static final FreshDatabases DATABASES = new FreshDatabases();

    private final List<Instant> asked = new CopyOnWriteArrayList<>();
    private CountStore store;
    private Answer says = new Counted(9, 10);
    private Instant now = TEN;

    @BeforeEach
    void open() {
        store = SqlCounts.in(DATABASES.database());
        round(0);
    }

    @Test
    void asksForEachMinuteOnceWhenItIsScraped() {
        round(89);
        assertThat(asked).isEmpty();

        round(90, 95, 100, 150);

        assertThat(asked).containsExactly(at(60), at(120));
        assertThat(hour(PAID, 120)).isEqualTo(Tally.ofWhole(18, 20, 2));
    }

    @Test
    void severalMinutesAreMeasuredByOneQuestion() {
        round(330);

        assertThat(asked).filteredOn(at(300)::equals).hasSize(2);
        assertThat(hour(SLOW, 300)).isEqualTo(Tally.ofWhole(9, 10, 5));
        assertThat(hour(PAID, 300)).isEqualTo(Tally.ofWhole(45, 50, 5));
    }

    @Test
    void catchesUpAfterAPause() {
        round(90);
        round(3_600);

        assertThat(asked).hasSize(59 + 11);
        assertThat(hour(PAID, 3_540)).isEqualTo(Tally.ofWhole(9 * 59, 590, 59));
    }

    @Test
    void whatIsTooOldIsAskedForNoMore() {
        round(90);
        asked.clear();

        now = TEN.plus(QueryStore.PATIENCE).plus(Duration.ofHours(2));
        for (int i = 0; i < 5; i++) {
            watch().round(List.of(PAID));
        }

        assertThat(asked.getFirst()).isEqualTo(now.minus(QueryStore.PATIENCE).plus(MINUTE));
        Account account = store.accounts(List.of(PAID)).at(now).getFirst();
        assertThat(account.budget().corrected().coverage()).isEqualTo(Ratio.of(1_440, 1_559));
    }

    @Test
    void whatPrometheusDoesNotKnowStaysAGap() {
        round(90);
        says = new Nothing("no series");
        round(150);
        says = new Counted(10, 10);
        round(210);

        assertThat(asked).hasSize(3);
        assertThat(hour(PAID, 180)).isEqualTo(new Tally(19, 20, 2, 3));
    }

    @Test
    void whatFailedIsAskedForAgainLaterAndLater() {
        says = new Failed("away");
        round(90, 91, 99, 100, 101, 119, 120);
        assertThat(asked).as("after 10 s and 20 s").containsExactly(at(60), at(60), at(60));

        says = new Counted(9, 10);
        round(160, 165);

        assertThat(hour(PAID, 120)).isEqualTo(Tally.ofWhole(18, 20, 2));
    }

    @Test
    void onePrometheusThatIsAwayIsAskedOnceInARound() {
        List<ServiceSlo> many = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            many.add(slo("slo-" + i, "a", MINUTE));
        }
        says = new Failed("away");
        watch().round(many);
        now = at(90);
        watch().round(many);

        assertThat(asked.size()).isBetween(1, QueryWatch.AT_A_TIME);
    }

    @Test
    void otherQueriesAreAnotherSeries() {
        round(90);
        ServiceSlo other = slo("paid", "c", MINUTE);

        assertThat(hour(other, 60).measuredMinutes()).isZero();
        assertThat(hour(PAID, 60).measuredMinutes()).isEqualTo(1);
    }

    @Test
    void countsOnceWhoeverAsks() throws Exception {
        now = at(1_830);
        List<Callable<Boolean>> rounds = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            rounds.add(
                    () -> {
                        watch().round(List.of(PAID, SLOW));
                        return true;
                    });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            for (Future<Boolean> round : threads.invokeAll(rounds)) {
                assertThat(round.get()).isTrue();
            }
        }
        round(1_830);

        assertThat(asked).hasSize(30 + 6).as("each once").containsAll(List.of(at(60), at(1_800)));
        assertThat(hour(PAID, 1_800)).isEqualTo(Tally.ofWhole(270, 300, 30));
        assertThat(hour(SLOW, 1_800)).isEqualTo(Tally.ofWhole(54, 60, 30));
    }

    /// Who comes back after somebody else has answered changes nothing.
    @Test
    void aLateAnswerCountsNoMore() {
        QueryStore one = SqlQueries.in(DATABASES.database());
        Question question = one.claim(List.of(PAID), 1, at(90)).getFirst();
        assertThat(SqlQueries.in(DATABASES.database()).claim(List.of(PAID), 1, at(91))).isEmpty();

        round(160);
        one.settle(question, new Counted(1, 1), at(170));

        assertThat(hour(PAID, 120)).isEqualTo(Tally.ofWhole(18, 20, 2));
    }

    private void round(int... seconds) {
        for (int second : seconds) {
            now = at(second);
            watch().round(List.of(PAID, SLOW));
        }
    }

    private QueryWatch watch() {
        Queries prometheus =
                (indicator, end) -> {
                    asked.add(end);
                    return says;
                };
        return new QueryWatch(SqlQueries.in(DATABASES.database()), prometheus, () -> now);
    }

    private Tally hour(ServiceSlo slo, int second) {
        return store.accounts(List.of(slo))
                .at(at(second))
                .getFirst()
                .windows()
                .of(Duration.ofHours(1));
    }

    private static Instant at(int second) {
        return TEN.plusSeconds(second);
    }

    private static ServiceSlo slo(String name, String query, Duration every) {
        Slo plain =
                Slos.of(
                        new Indicator.Prometheus(
                                URI.create("http://localhost:9090"), query, query, every),
                        "99.9%",
                        Slos.THIRTY_DAYS,
                        Slos.USUAL);
        return new ServiceSlo(
                new ServiceName("shop"),
                new TeamName("shop-team"),
                new Slo(
                        new SloName(name),
                        plain.description(),
                        plain.indicator(),
                        plain.objective(),
                        plain.period(),
                        plain.alerting(),
                        plain.playbook(),
                        plain.at()));
    }
}
