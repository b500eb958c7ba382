package dev.kiban.console;

import dev.kiban.console.Board.Health;
import dev.kiban.definition.Service;
import dev.kiban.definition.Slo;
import dev.kiban.kernel.ServiceName;
import dev.kiban.slo.BudgetHistory.Moment;
import dev.kiban.slo.Flows.Waiting;
import dev.kiban.slo.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Knows all about one service. A port: read for each page.
@FunctionalInterface
public interface Profiles {

    /// What there is to know of a service; empty if there is no such service.
    Optional<Profile> read(ServiceName service, Range range);

    /// A time, in pieces.
    ///
    /// @param end the first moment that is no longer in it; both ends are whole pieces since 1970
    record Range(Instant start, Instant end, Duration step) {

        /// Where pieces end, in order.
        public List<Instant> ends() {
            return Stream.iterate(start.plus(step), at -> !at.isAfter(end), at -> at.plus(step))
                    .toList();
        }
    }

    /// A service, now and over a time.
    ///
    /// @param asOf of its health
    /// @param health of all its SLOs, in the order written
    /// @param traffic empty if no store can be read
    /// @param histories of its SLOs, in the same order; empty if no store can be read
    /// @param backlogs of its flows; empty if no store can be read
    /// @param happenings in the time, newest first
    record Profile(
            Instant asOf,
            Service service,
            List<Health> health,
            Optional<Traffic> traffic,
            List<History> histories,
            List<Backlog> backlogs,
            List<Happening> happenings) {

        public Profile {
            health = List.copyOf(health);
            histories = List.copyOf(histories);
            backlogs = List.copyOf(backlogs);
            happenings = List.copyOf(happenings);
        }
    }

    /// How the budget of an SLO went, at the end of each piece.
    record History(Slo slo, List<Moment> moments) {

        public History {
            moments = List.copyOf(moments);
        }
    }

    /// Work of a flow that waits.
    ///
    /// @param flow as SLOs name it
    /// @param at when it was looked at
    record Backlog(String flow, Waiting waiting, Instant at) {}

    /// Something that was done, as the ledger has it.
    ///
    /// @param sequence in the ledger
    record Happening(long sequence, Instant at, String actor, String action, String summary) {}
}
