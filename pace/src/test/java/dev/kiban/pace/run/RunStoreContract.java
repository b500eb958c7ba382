package dev.kiban.pace.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.kernel.JobName;
import dev.kiban.kernel.TeamName;
import dev.kiban.pace.run.RunBook.Beginning;
import dev.kiban.pace.run.RunBook.Busy;
import dev.kiban.pace.run.RunBook.Done;
import dev.kiban.pace.run.RunBook.Held;
import dev.kiban.pace.run.RunBook.Over;
import dev.kiban.pace.run.RunBook.Recorded;
import dev.kiban.pace.run.RunBook.Renewed;
import dev.kiban.pace.run.RunBook.Unknown;
import dev.kiban.pace.run.Wish.Again;
import dev.kiban.pace.run.Wish.Forced;
import dev.kiban.pace.run.Wish.Never;
import dev.kiban.pace.run.Wish.UntilItSucceeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What holds of runs wherever they are kept. Each test has a job of its own.
abstract class RunStoreContract {
    private static final TeamName TEAM = new TeamName("shop-team");
    private static final Slot THREE = new Slot("2026-11-21T03:00Z");
    private static final Slot FOUR = new Slot("2026-11-21T04:00Z");
    private static final AtomicInteger JOBS = new AtomicInteger();

    private final Job job = new Job(TEAM, new JobName("job-" + JOBS.incrementAndGet()));
    private final List<String> news = new ArrayList<>();

    abstract RunStore store();

    /// Lets the lease of all runs end by the clock that counts.
    abstract void endLeases();

    /// Lets time pass by the clock that counts, for what is expected.
    abstract void pass(Duration time);

    @Test
    void tellsWhichJobsDidNotSucceedInTime() {
        Run run = held(book().begin(expecting(Duration.ofHours(25))));
        pass(Duration.ofHours(24));
        assertThat(overdue()).isEmpty();

        pass(Duration.ofHours(2));

        assertThat(overdue()).extracting(Overdue::within).containsExactly(Duration.ofHours(25));
        end(run, 0);
        assertThat(overdue()).isEmpty();
        pass(Duration.ofHours(26));
        assertThat(overdue()).hasSize(1);
    }

    @Test
    void countsNoFailureAsASuccess() {
        end(held(book().begin(expecting(Duration.ofHours(1)))), 0);
        pass(Duration.ofMinutes(50));
        end(held(book().begin(slotless())), 1);

        pass(Duration.ofMinutes(20));

        assertThat(overdue()).hasSize(1);
    }

    @Test
    void expectsFromWhenItWasFirstSaid() {
        end(held(book().begin(expecting(Duration.ofHours(3)))), 1);
        pass(Duration.ofMinutes(50));
        end(held(book().begin(expecting(Duration.ofHours(1)))), 1);

        pass(Duration.ofMinutes(20));

        assertThat(overdue()).extracting(Overdue::within).containsExactly(Duration.ofHours(1));
    }

    @Test
    void expectsNothingAnyMoreWhenThatIsSaid() {
        end(held(book().begin(expecting(Duration.ofHours(1)))), 1);
        Wish noMore = slotless();
        end(
                held(
                        book().begin(
                                        new Wish(
                                                job,
                                                noMore.terms(),
                                                noMore.again(),
                                                new Expectation.NoMore()))),
                1);

        pass(Duration.ofDays(9));

        assertThat(overdue()).isEmpty();
    }

    private Wish expecting(Duration within) {
        Wish wish = slotless();
        return new Wish(job, wish.terms(), wish.again(), new Expectation.Within(within));
    }

    private List<Overdue> overdue() {
        return book().overdue(1_000).stream().filter(one -> one.job().equals(job)).toList();
    }

    @Test
    void letsOneRunASlot() {
        Run first = held(book().begin(wish(THREE)));

        assertThat(first.fence()).isEqualTo(1);
        assertThat(first.isHeldAt(first.began())).isTrue();
        assertThat(Duration.between(first.began(), first.until())).hasSeconds(30);
        assertThat(book().begin(wish(THREE))).isEqualTo(new Busy(first));
        assertThat(book().begin(wish(FOUR))).isEqualTo(new Busy(first));
        assertThat(news).containsExactly("began 1");
    }

    @Test
    void runsADoneSlotNoMore() {
        Run first = held(book().begin(wish(THREE)));

        book().end(job, first.terms().ask(), 0, "42 rows");

        assertThat(done(book().begin(wish(THREE))).succeeded()).isTrue();
        assertThat(done(book().begin(wish(THREE, new UntilItSucceeds()))).fence()).isEqualTo(1);
        assertThat(held(book().begin(wish(FOUR))).fence()).isEqualTo(2);
        assertThat(news).containsExactly("began 1", "ended 1", "began 2");
    }

    @Test
    void runsAFailedSlotAgainIfThatIsSaid() {
        end(held(book().begin(wish(THREE))), 3);

        assertThat(done(book().begin(wish(THREE))).succeeded()).isFalse();
        Run again = held(book().begin(wish(THREE, new UntilItSucceeds())));
        assertThat(again.fence()).isEqualTo(2);
        end(again, 0);
        assertThat(done(book().begin(wish(THREE, new UntilItSucceeds()))).fence()).isEqualTo(2);
    }

    @Test
    void runsADoneSlotAgainForWhoeverGivesAReason() {
        end(held(book().begin(wish(THREE))), 0);

        Run again = held(book().begin(wish(THREE, new Forced("bad data"))));

        assertThat(again.fence()).isEqualTo(2);
        assertThat(book().begin(wish(THREE, new Forced("me too")))).isEqualTo(new Busy(again));
    }

    @Test
    void keepsRunsWithoutASlotFromOverlapping() {
        Run first = held(book().begin(slotless()));

        assertThat(book().begin(slotless())).isEqualTo(new Busy(first));
        assertThat(book().begin(wish(THREE))).isEqualTo(new Busy(first));
        end(first, 1);
        assertThat(held(book().begin(slotless())).fence()).isEqualTo(2);
    }

    @Test
    void letsOtherSlotsOverlapIfBothSaySo() {
        Run three = held(book().begin(overlapping(THREE)));

        assertThat(book().begin(wish(FOUR))).isEqualTo(new Busy(three));
        assertThat(book().begin(overlapping(THREE))).isEqualTo(new Busy(three));
        assertThat(held(book().begin(overlapping(FOUR))).fence()).isEqualTo(2);
    }

    @Test
    void isTheSameRunForWhoeverGotNoAnswer() {
        Wish wish = wish(THREE);
        Run first = held(book().begin(wish));

        Run again = held(book().begin(wish));

        assertThat(again.fence()).isEqualTo(first.fence());
        assertThat(again.until()).isAfterOrEqualTo(first.until());
        end(again, 0);
        assertThat(done(book().begin(wish)).fence()).isEqualTo(1);
    }

    @Test
    void goesOnWhileTheHolderIsHeard() {
        Run run = held(book().begin(wish(THREE)));

        Run renewed = ((Renewed) book().renew(job, run.terms().ask())).run();

        assertThat(renewed.until()).isAfterOrEqualTo(run.until());
        assertThat(renewed.fence()).isEqualTo(run.fence());
        assertThat(book().renew(job, UUID.randomUUID())).isEqualTo(new Unknown());
        assertThat(book().end(job, UUID.randomUUID(), 0, "")).isEqualTo(new Unknown());
    }

    @Test
    void losesARunWhoseHolderIsNotHeard() {
        Run run = held(book().begin(wish(THREE)));
        endLeases();

        assertThat(book().renew(job, run.terms().ask())).isInstanceOf(Over.class);
        assertThat(done(book().begin(wish(THREE))).state()).isEqualTo(new Run.Lost());
        Run next = held(book().begin(wish(FOUR)));
        assertThat(next.fence()).isEqualTo(2);
        book().round();
        book().round();
        assertThat(news).containsExactly("began 1", "began 2", "lost 1");
    }

    @Test
    void runsALostSlotAgainIfThatIsSaidAndHearsTheFirstOneLate() {
        Run first = held(book().begin(wish(THREE)));
        endLeases();
        Run second = held(book().begin(wish(THREE, new UntilItSucceeds())));

        Run late = end(first, 0);

        assertThat(second.fence()).isEqualTo(2);
        assertThat(late.succeeded()).isTrue();
        end(second, 1);
        assertThat(done(book().begin(wish(THREE, new UntilItSucceeds()))).fence()).isEqualTo(1);
    }

    @Test
    void hearsAnEndOnce() {
        Run run = held(book().begin(wish(THREE)));

        end(run, 3);

        assertThat(end(run, 0).succeeded()).isFalse();
    }

    @Test
    void findsTheNewestFirst() {
        end(held(book().begin(wish(THREE))), 0);
        held(book().begin(wish(FOUR)));

        assertThat(find(TEAM, 10)).extracting(Run::fence).containsExactly(2L, 1L);
        assertThat(find(TEAM, 1)).extracting(Run::fence).containsExactly(2L);
        assertThat(find(new TeamName("bank-team"), 10)).isEmpty();
        assertThat(find(TEAM, 10).getLast().state())
                .isInstanceOfSatisfying(
                        Run.Ended.class, ended -> assertThat(ended.tail()).isEqualTo("the end"));
    }

    private List<Run> find(TeamName team, int limit) {
        return book().find(new Search(Set.of(team), Optional.of(job.name()), limit));
    }

    private Run end(Run run, int exit) {
        return ((Recorded) book().end(job, run.terms().ask(), exit, "the end")).run();
    }

    private static Run held(Beginning beginning) {
        assertThat(beginning).isInstanceOf(Held.class);
        return ((Held) beginning).run();
    }

    private static Run done(Beginning beginning) {
        assertThat(beginning).isInstanceOf(Done.class);
        return ((Done) beginning).run();
    }

    private Wish wish(Slot slot) {
        return wish(slot, new Never());
    }

    private Wish wish(Slot slot, Again again) {
        return new Wish(job, terms(Optional.of(slot), Overlap.NOTHING), again);
    }

    private Wish overlapping(Slot slot) {
        return new Wish(job, terms(Optional.of(slot), Overlap.OTHER_SLOTS), new Never());
    }

    private Wish slotless() {
        return new Wish(job, terms(Optional.empty(), Overlap.NOTHING), new Never());
    }

    private static Terms terms(Optional<Slot> slot, Overlap overlap) {
        return new Terms(
                UUID.randomUUID(),
                slot,
                overlap,
                Duration.ofSeconds(30),
                new Holder("batch-1 pid 4711", "shop-team/ci"));
    }

    private RunBook book() {
        return new RunBook(store(), new Heard(job, news));
    }

    /// What was told of a job.
    private record Heard(Job job, List<String> news) implements RunNews {
        @Override
        public void began(Run run, Wish wish) {
            add("began", run);
        }

        @Override
        public void ended(Run run) {
            add("ended", run);
        }

        @Override
        public void lost(Run run) {
            add("lost", run);
        }

        private void add(String what, Run run) {
            String line = "%s %d".formatted(what, run.fence());
            if (run.job().equals(job) && !news.contains(line)) {
                news.add(line);
            }
        }
    }
}
