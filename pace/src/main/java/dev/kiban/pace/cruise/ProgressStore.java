package dev.kiban.pace.cruise;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/// How far servers brought campaigns, each of them by itself, where all can see it. A port.
public interface ProgressStore {
    /// What is told of a campaign is kept for so long after anybody told something of it.
    Duration KEPT = Duration.ofDays(30);

    /// Puts what a server let start in the place of what it told before.
    ///
    /// @param server its host and port
    /// @param started jobs by campaign
    void put(String server, Map<Long, Long> started);

    /// What servers told last of these campaigns: jobs by campaign and server.
    Map<Long, Map<String, Long>> told(Set<Long> campaigns);

    /// Forgets what is too old.
    void sweep();
}
