package dev.kiban.slo;

import dev.kiban.kernel.ServiceName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/// Made-up counts, kept beside real ones and apart from them: they end before the first real minute
/// begins, are told by their backend and their instance, and can be forgotten. A port.
public interface DemoCounts {
    /// Who answered what never was. A real backend has another name.
    String BACKEND = "demo";

    /// Who is said to have counted it.
    UUID INSTANCE = UUID.nameUUIDFromBytes(new byte[] {'d', 'e', 'm', 'o'});

    /// What is there.
    ///
    /// @param demo services that have made-up counts
    /// @param real services that have real ones
    /// @param realSince the first minute that somebody has really counted
    record Ground(Set<ServiceName> demo, Set<ServiceName> real, Optional<Instant> realSince) {

        public Ground {
            demo = Set.copyOf(demo);
            real = Set.copyOf(real);
        }
    }

    /// What is there now.
    Ground ground();

    /// Writes all of it or nothing.
    ///
    /// @param bounds of the latency buckets
    /// @param hours in order; each row with [#BACKEND]
    void fill(List<Duration> bounds, Stream<DemoHour> hours);

    /// Takes all of it away.
    ///
    /// @return how many rows of counts there were
    long forget();
}
