package dev.kiban.console;

import dev.kiban.kernel.PaceName;
import dev.kiban.kernel.TeamName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Knows how workers are paced. A port: read for each page.
public interface Paces {

    /// All paces that are defined, in the order of their names.
    List<Pace> read();

    /// A pace, now and over a time; empty if there is no such pace.
    Optional<Profile> read(PaceName name, Span span);

    /// A time, in pieces.
    ///
    /// @param end the first moment that is no longer in it
    record Span(Instant start, Instant end, Duration step) {}

    /// A pace.
    ///
    /// @param now as pace servers see it together; empty if none tells
    record Pace(
            PaceName name,
            TeamName owner,
            boolean paused,
            List<Limit> limits,
            List<Order> orders,
            Optional<Now> now) {
        public Pace {
            limits = List.copyOf(limits);
            orders = List.copyOf(orders);
        }
    }

    /// A limit.
    ///
    /// @param defined its rate, such as `500/s`
    /// @param allowed the same as people ordered it
    /// @param now at which jobs may start; empty if no pace server tells
    record Limit(String name, String defined, String allowed, Optional<String> now) {}

    /// What somebody ordered.
    ///
    /// @param event of the ledger
    record Order(
            String order,
            String by,
            String reason,
            Instant at,
            Optional<Instant> until,
            long event) {}

    /// What pace servers see.
    ///
    /// @param started jobs a second
    /// @param askers who asked most of late
    /// @param servers hosts and ports
    record Now(
            double started,
            int inLine,
            Optional<Jobs> inFlight,
            Optional<Steering> steering,
            Optional<Campaign> campaign,
            List<Asker> askers,
            List<String> servers) {
        public Now {
            askers = List.copyOf(askers);
            servers = List.copyOf(servers);
        }
    }

    /// Jobs in flight.
    record Jobs(int running, int atMost) {}

    /// Where rates are steered to.
    ///
    /// @param share of the allowed rates, 0 to 1
    record Steering(double share, List<Signal> signals) {
        public Steering {
            signals = List.copyOf(signals);
        }
    }

    /// What steering goes by.
    ///
    /// @param value empty if it never said anything
    /// @param pressure 0 where it is healthy, 1 where danger begins
    record Signal(String name, OptionalDouble value, double pressure, boolean stale) {}

    /// So many jobs until a deadline.
    ///
    /// @param through when all will have started, as things stand; empty if nothing moves
    record Campaign(
            long jobs,
            long remaining,
            Instant deadline,
            Verdict verdict,
            Optional<Instant> through,
            String needed) {}

    /// How a campaign stands.
    enum Verdict {
        ON_TRACK,
        AT_RISK,
        WILL_MISS,
        LATE,
        DONE
    }

    /// @param share of all asks, 0 to 1
    record Asker(String name, double share) {}

    /// A pace over a time.
    ///
    /// @param past pieces in which it was seen; empty if no store can be read
    record Profile(Pace pace, Optional<List<Moment>> past) {}

    /// A piece of the past.
    ///
    /// @param started jobs a second
    /// @param rate jobs a second that might start together; empty if there is no such limit
    /// @param share of the allowed rates that steering let pass, 0 to 1
    record Moment(
            Instant start,
            double started,
            double refused,
            double inLine,
            double inFlight,
            OptionalDouble rate,
            double share) {}
}
