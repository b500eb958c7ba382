package dev.kiban.definition;

import dev.kiban.kernel.PaceName;
import dev.kiban.kernel.Share;
import dev.kiban.kernel.TeamName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What workers ask for by name before each job: limits that are asked as one.
///
/// @param owner who answers for it
/// @param description what is paced; may be empty
/// @param access who may ask
/// @param limits its own, at least one unless it is within others or limits jobs in flight
/// @param within the paces whose limits hold for it, too
/// @param line how those who must wait stand in line
/// @param cost where a job says how much it counts; empty if each counts one
/// @param inFlight how many jobs may be under way; empty if as many as like
/// @param canary who gets which share of the permits; empty if all are alike
/// @param steering what brings its rates down and up again; empty if nothing does
/// @param arithmetic how limits count
/// @param at where the document starts
public record Pace(
        PaceName name,
        Metadata metadata,
        TeamName owner,
        String description,
        AccessRule access,
        List<PaceLimit> limits,
        List<PaceName> within,
        Line line,
        Optional<Cost> cost,
        Optional<InFlight> inFlight,
        Optional<Canary> canary,
        Optional<PaceSteering> steering,
        Arithmetic arithmetic,
        Location at) {

    public Pace {
        limits = List.copyOf(limits);
        within = List.copyOf(within);
    }

    /// How limits count.
    public enum Arithmetic {
        /// Nothing is rounded, and who gives up gives the place back.
        EXACT,
        /// As `limit_req` of nginx does, bit by bit.
        NGINX
    }

    /// How those who must wait stand in line.
    ///
    /// @param atMost who would wait longer is refused
    /// @param priority the header, in lower case, that says `high`, `normal` or `low`; empty if all
    ///     are alike
    /// @param tenants whose work it is; empty if nobody asks
    public record Line(Duration atMost, Optional<String> priority, Optional<Tenants> tenants) {}

    /// Those among whom turns are shared fairly.
    ///
    /// @param header in lower case; its values are the tenants
    /// @param weights by tenant; others have 1
    public record Tenants(String header, Map<String, Integer> weights) {
        public Tenants {
            weights = Map.copyOf(new TreeMap<>(weights));
        }
    }

    /// Where a job says how much it counts.
    ///
    /// @param header in lower case, with a whole number; a job without it counts one
    /// @param atMost one that says more is refused
    public record Cost(String header, int atMost) {}

    /// How many jobs may be under way.
    ///
    /// @param lease a job that is neither done nor renewed for so long counts no more
    public record InFlight(int atMost, Duration lease) {}

    /// Who gets which share of the permits, such as a new version of the workers.
    ///
    /// @param header in lower case; its values tell them apart
    /// @param shares by value; all others are the rest, and get what is left
    public record Canary(String header, Map<String, Share> shares) {
        public Canary {
            shares = Map.copyOf(new TreeMap<>(shares));
        }
    }
}
