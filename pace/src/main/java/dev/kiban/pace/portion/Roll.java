package dev.kiban.pace.portion;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The replicas that a store knows of, for one pace. Times are those of the store.
///
/// There are never more than so many at a time. Whenever as many are seen to run at one moment,
/// nobody else can: whoever was lost before is dead, and from then on, whoever begins without being
/// heard of takes the place of one that is known.
///
/// @param entries one for each that may run
/// @param now at which one of them renews
public record Roll(List<Entry> entries, Instant now) {

    public Roll {
        entries = List.copyOf(entries);
    }

    /// A replica.
    ///
    /// @param since it began, or was heard of again after its lease had ended
    /// @param renewed when it was heard of last
    /// @param until the end of its lease
    /// @param met so many were seen to run at one moment, then or before; none if that never was
    public record Entry(
            String replica, Claim claim, Instant since, Instant renewed, Instant until, int met) {}

    /// What comes of a renewal.
    ///
    /// @param entry takes the place of the one that it had
    /// @param dead replicas that cannot run any more: their entries are to be forgotten
    public record Renewal(Portion got, Entry entry, List<String> dead) {}

    /// A replica renews what it has.
    public Renewal renew(Renewing who, Demand demand) {
        int replicas = who.rules().replicas();
        List<Entry> others =
                entries.stream().filter(one -> !one.replica().equals(who.replica())).toList();
        List<Entry> live = others.stream().filter(this::isLive).toList();
        List<String> lost =
                others.stream().filter(one -> !isLive(one)).map(Entry::replica).toList();
        Instant since = who.isNew() ? now : own(who).map(Entry::since).orElse(now);
        boolean meet = live.size() == replicas - 1 && meet(live, since);
        boolean known = meet || entries.stream().anyMatch(one -> one.met() >= replicas);
        List<Claim> claims = live.stream().map(Entry::claim).toList();
        Portion got = who.rules().of(demand, new Others(claims, meet ? 0 : lost.size(), known));
        Entry entry =
                new Entry(
                        who.replica(),
                        Claim.of(demand, got),
                        since,
                        now,
                        now.plus(who.lease()),
                        known ? replicas : 0);
        return new Renewal(got, entry, meet ? lost : List.of());
    }

    private Optional<Entry> own(Renewing who) {
        return entries.stream()
                .filter(one -> one.replica().equals(who.replica()) && isLive(one))
                .findFirst();
    }

    private boolean isLive(Entry one) {
        return one.until().isAfter(now);
    }

    /// Whether there was a moment at which all of them ran, with one that runs since then.
    private static boolean meet(List<Entry> live, Instant since) {
        Instant lastBegan =
                live.stream()
                        .map(Entry::since)
                        .reduce(since, (one, other) -> one.isAfter(other) ? one : other);
        return live.stream().noneMatch(one -> one.renewed().isBefore(lastBegan));
    }
}
