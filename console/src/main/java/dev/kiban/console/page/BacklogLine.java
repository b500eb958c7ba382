package dev.kiban.console.page;

import dev.kiban.console.Profiles.Backlog;
import dev.kiban.definition.Indicator.Freshness;
import dev.kiban.definition.Slo;
import dev.kiban.slo.Flows.Piece;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The work of an SLO's flow that waits, in the reader's words.
///
/// @param within the greatest age that is good
public record BacklogLine(Visitor visitor, Backlog backlog, Duration within) {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    static Optional<BacklogLine> of(Visitor visitor, Slo slo, List<Backlog> backlogs) {
        return slo.indicator() instanceof Freshness(String flow, Duration within)
                ? backlogs.stream()
                        .filter(backlog -> backlog.flow().equals(flow))
                        .findFirst()
                        .map(backlog -> new BacklogLine(visitor, backlog, within))
                : Optional.empty();
    }

    /// How many pieces wait.
    public String count() {
        return visitor.figures().count(backlog.waiting().count());
    }

    /// The age of the oldest of them: `3 min 12 s`.
    public String age() {
        return started()
                .map(start -> new Elapsed(visitor, Duration.between(start, backlog.at())).rounded())
                .orElseGet(() -> visitor.say(Phrase.NOTHING_WAITS));
    }

    /// What it is measured against: `at most 1 min`.
    public String limit() {
        return visitor.say(Phrase.AGE_LIMIT, new Elapsed(visitor, within).exact());
    }

    /// What is wrong: that it is late, and that nothing is done meanwhile.
    public Optional<String> trouble() {
        Optional<Instant> deadline =
                started().map(start -> start.plus(within)).filter(backlog.at()::isAfter);
        return deadline.map(
                time -> isSilent() ? silence() : visitor.say(Phrase.BACKLOG_LATE, time(time)));
    }

    /// Whether a whole minute has passed in which nothing was done.
    private boolean isSilent() {
        Instant minuteAgo = backlog.at().minus(MINUTE);
        return backlog.waiting()
                .lastDone()
                .filter(minute -> minute.plus(MINUTE).isAfter(minuteAgo))
                .isEmpty();
    }

    private String silence() {
        return backlog.waiting()
                .lastDone()
                .map(minute -> visitor.say(Phrase.BACKLOG_SILENT_SINCE, time(minute)))
                .orElseGet(() -> visitor.say(Phrase.BACKLOG_SILENT));
    }

    private Optional<Instant> started() {
        return backlog.waiting().oldest().map(Piece::started);
    }

    private String time(Instant time) {
        return visitor.figures().shortTime(time);
    }
}
