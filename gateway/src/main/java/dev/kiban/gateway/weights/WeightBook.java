package dev.kiban.gateway.weights;

import dev.kiban.gateway.split.Split;
import dev.kiban.gateway.split.SplitName;
import dev.kiban.gateway.split.Weights.Weighting;
import dev.kiban.gateway.weights.WeightStore.Kept;
import dev.kiban.gateway.weights.WeightVersion.Made;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;

/// Changes how splits share traffic, one version after the other.
///
/// ```java
/// WeightBook book = new WeightBook(store, news, clock);
/// book.set(change, shares);          // k8s 5%
/// book.set(change, shares);          // k8s 20%
/// book.rollBack(change);             // k8s 5%
/// book.rollBack(change);             // as the definition says
/// ```
///
/// A version counts from when the ledger tells of it: a change that nobody can find must not count.
/// One whose writer ended between the two is told of by the next who asks. Two writers at once
/// write the same number; one of them is overtaken, and nothing is lost.
public final class WeightBook {
    private final WeightStore store;
    private final WeightNews news;
    private final InstantSource clock;

    public WeightBook(WeightStore store, WeightNews news, InstantSource clock) {
        this.store = store;
        this.news = news;
        this.clock = clock;
    }

    /// How a split shares.
    ///
    /// @param version the newest, whether it stands or not; 0 if there is none
    /// @param set what stands in the place of the definition
    public record Standing(long version, Split now, Optional<WeightVersion> set) {}

    /// Who wants to change which split.
    ///
    /// @param defined as the definition has it
    /// @param expected the version that they have seen; empty if they do not care
    public record Change(
            SplitName name, Split defined, OptionalLong expected, String by, String reason) {}

    /// What became of a change.
    public sealed interface Outcome {}

    /// It counts.
    ///
    /// @param event of the ledger
    public record Changed(WeightVersion version, Split was, long event) implements Outcome {}

    /// Somebody else was faster.
    ///
    /// @param version theirs
    public record Overtaken(long version) implements Outcome {}

    /// Nothing was set that a rollback could take back.
    public record NothingBefore() implements Outcome {}

    /// How a split shares now.
    ///
    /// @param defined as the definition has it
    public Standing standing(SplitName name, Split defined) {
        Optional<WeightVersion> latest = latest(name);
        Optional<WeightVersion> set = latest.filter(version -> version.standsOn(defined));
        return new Standing(
                latest.map(WeightVersion::number).orElse(0L),
                set.map(WeightVersion::split).orElse(defined),
                set);
    }

    /// Gives backends their shares; those that are not named share the rest as they did before.
    ///
    /// @param shares in parts per million
    /// @throws IllegalArgumentException if that cannot be
    public Outcome set(Change change, SequencedMap<String, Integer> shares) {
        Standing standing = standing(change.name(), change.defined());
        Split next = standing.now().with(shares);
        long before = standing.set().map(WeightVersion::number).orElse(0L);
        return write(change, standing, new Next(next, before));
    }

    /// Goes back to what was before the last change that still stands.
    public Outcome rollBack(Change change) {
        Standing standing = standing(change.name(), change.defined());
        if (standing.set().isEmpty()) {
            return new NothingBefore();
        }
        Optional<WeightVersion> before =
                store.version(change.name(), standing.set().get().before())
                        .filter(version -> version.standsOn(change.defined()));
        return write(
                change,
                standing,
                new Next(
                        before.map(WeightVersion::split).orElse(change.defined()),
                        before.map(WeightVersion::before).orElse(0L)));
    }

    /// Ends weights for good that do not stand any more, as the definition has changed.
    ///
    /// @param change says so
    public Outcome giveBack(Change change) {
        Optional<WeightVersion> fallen =
                latest(change.name())
                        .filter(WeightVersion::isSet)
                        .filter(version -> !version.standsOn(change.defined()));
        if (fallen.isEmpty()) {
            return new NothingBefore();
        }
        Standing standing =
                new Standing(fallen.get().number(), fallen.get().split(), Optional.empty());
        return write(change, standing, new Next(change.defined(), 0));
    }

    /// What comes next, and what a rollback of it goes back to.
    private record Next(Split split, long before) {}

    private Outcome write(Change change, Standing standing, Next next) {
        if (change.expected().isPresent() && change.expected().getAsLong() != standing.version()) {
            return new Overtaken(standing.version());
        }
        WeightVersion version =
                new WeightVersion(
                        change.name(),
                        standing.version() + 1,
                        next.before(),
                        new Weighting(change.defined(), next.split()),
                        new Made(
                                change.by(),
                                change.reason(),
                                clock.instant().truncatedTo(ChronoUnit.MICROS)));
        return store.add(version)
                ? new Changed(version, standing.now(), confirm(version, standing.now()))
                : new Overtaken(version.number());
    }

    private long confirm(WeightVersion version, Split was) {
        long event = news.tell(version, was);
        store.confirm(version, event);
        return event;
    }

    private Optional<WeightVersion> latest(SplitName name) {
        Optional<Kept> latest = store.latest(name);
        latest.filter(kept -> kept.event().isEmpty())
                .map(Kept::version)
                .ifPresent(version -> confirm(version, before(version)));
        return latest.map(Kept::version);
    }

    private Split before(WeightVersion version) {
        Split based = version.weighting().based();
        return store.version(version.name(), version.number() - 1)
                .filter(earlier -> earlier.standsOn(based))
                .map(WeightVersion::split)
                .orElse(based);
    }
}
