package dev.kiban.slo;

import dev.kiban.kernel.ServiceName;
import dev.kiban.slo.SloPlan.ServiceSlo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Flows of work, and how fresh they are. A port.
///
/// Each piece counts once: as good when it is done in time, or as bad as soon as it is late.
/// Silence is bad too: a minute in which nothing is done, while work waits that is late, counts as
/// one bad event more.
public interface Flows {
    /// Pieces of a flow that wait.
    int MAX_WAITING = 10_000;

    /// An id is known for so long after its piece was done; told anew, it is another piece.
    Duration REMEMBERED = Duration.ofHours(1);

    /// Takes news, all of it or nothing.
    ///
    /// @param now by the clock of the one who takes
    Outcome tell(FlowNews news, Instant now);

    /// What waits.
    Waiting waiting(ServiceName service, String flow);

    /// Counts the minutes that are over, for all SLOs with an indicator of freshness: each minute
    /// once, whoever else does. Call it at least once a minute: what nobody judged for
    /// long is a gap.
    void judge(List<ServiceSlo> slos, Instant now);

    /// What became of news.
    sealed interface Outcome {}

    /// It is known.
    record Taken(Waiting waiting) implements Outcome {}

    /// Nothing of it is.
    ///
    /// @param why for people, without a full stop
    record Refused(String why) implements Outcome {}

    /// Work that began and is not done.
    ///
    /// @param count pieces
    /// @param oldest none if nothing waits
    /// @param lastDone the start of the minute in which one was done last; none if nothing waits,
    ///     or if that is longer ago than [#REMEMBERED]
    record Waiting(long count, Optional<Piece> oldest, Optional<Instant> lastDone) {
        /// All is done.
        public static final Waiting NOTHING = new Waiting(0, Optional.empty(), Optional.empty());
    }

    /// A piece of work.
    record Piece(String id, Instant started) {}
}
