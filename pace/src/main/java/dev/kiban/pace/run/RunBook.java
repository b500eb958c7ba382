package dev.kiban.pace.run;

import dev.kiban.pace.run.RunStore.About;
import java.util.List;
import java.util.UUID;

/// Begins runs of jobs, hears that they go on, and how they end.
///
/// ```java
/// switch (book.begin(new Wish(job, terms, new Wish.Never()))) {
///     case Held(Run run) -> …     // its fence goes with all that it writes
///     case Busy(Run by) -> …      // another one runs
///     case Done(Run run) -> …     // this slot was run
/// }
/// book.renew(job, ask);           // three times in a lease
/// book.end(job, ask, 0, "42 rows");
/// ```
public final class RunBook {
    /// Runs that are told of as lost in one round.
    private static final int AT_A_TIME = 100;

    private final RunStore store;
    private final RunNews news;

    public RunBook(RunStore store, RunNews news) {
        this.store = store;
        this.news = news;
    }

    /// What became of a wish.
    public sealed interface Beginning {}

    /// It runs, from now on.
    public record Held(Run run) implements Beginning {}

    /// Not now.
    ///
    /// @param by what is in the way
    public record Busy(Run by) implements Beginning {}

    /// Not any more.
    ///
    /// @param run what was made of the slot before
    public record Done(Run run) implements Beginning {}

    /// Whether a holder may go on.
    public sealed interface Renewal {}

    /// It may, for a lease more.
    public record Renewed(Run run) implements Renewal {}

    /// It may not: its lease had ended, or it has said that it ended.
    public record Over(Run run) implements Renewal {}

    /// What became of the news of an end.
    public sealed interface Ending {}

    /// It is written down.
    public record Recorded(Run run) implements Ending {}

    /// There is no run of that ask.
    public record Unknown() implements Renewal, Ending {}

    /// Runs a job, if it may be.
    public Beginning begin(Wish wish) {
        About about = new About(wish.job(), wish.terms().ask(), wish.terms().slot());
        Beginning beginning = store.inTurn(about, (known, now) -> RunRules.begin(wish, known, now));
        store.expect(wish.job(), wish.expectation());
        if (beginning instanceof Held(Run run)) {
            news.began(run, wish);
        }
        return beginning;
    }

    /// Goes on.
    public Renewal renew(Job job, UUID ask) {
        return store.inTurn(new About(job, ask), RunRules::renew);
    }

    /// Ends.
    ///
    /// @throws IllegalArgumentException if it cannot have ended so
    public Ending end(Job job, UUID ask, int exit, String tail) {
        Ending ending =
                store.inTurn(
                        new About(job, ask), (known, now) -> RunRules.end(known, now, exit, tail));
        if (ending instanceof Recorded(Run run)) {
            news.ended(run);
        }
        return ending;
    }

    /// The newest that fit.
    public List<Run> find(Search search) {
        return store.find(search);
    }

    /// Jobs that should have succeeded by now, those that are overdue longest first.
    ///
    /// @param most so many of them
    public List<Overdue> overdue(int most) {
        return store.overdue(most);
    }

    /// Finds runs whose holders are gone, and tells of them; forgets old ones. To be called every
    /// few seconds.
    public void round() {
        for (Run run : store.lost(AT_A_TIME)) {
            news.lost(run);
            store.told(run);
        }
        store.sweep();
    }
}
