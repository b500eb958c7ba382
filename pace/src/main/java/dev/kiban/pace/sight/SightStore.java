package dev.kiban.pace.sight;

import dev.kiban.kernel.PaceName;
import dev.kiban.protos.v1.PaceSight;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// Where sights are kept.
public interface SightStore {
    /// A sight that is older is none.
    Duration FRESH = Duration.ofSeconds(15);

    /// Samples are kept so long.
    Duration KEPT = Duration.ofHours(25);

    /// Puts what a server sees now in the place of what it saw before.
    ///
    /// @param server its host and port
    void put(String server, Map<PaceName, PaceSight> sights);

    /// Adds what came of some time. One that is there already stays.
    void add(String server, Collection<Sample> samples);

    /// What all servers saw in the last [#FRESH], with their names and times, in the order of
    /// names.
    Map<PaceName, List<PaceSight>> fresh();

    /// The past of a pace, in parts of the same length; those in which nobody saw it are left out.
    ///
    /// @param step a multiple of [Sample#LENGTH]
    List<Stretch> past(PaceName pace, Instant from, Instant to, Duration step);

    /// Forgets what is too old.
    void sweep();
}
