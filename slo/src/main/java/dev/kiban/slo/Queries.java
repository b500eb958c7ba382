package dev.kiban.slo;

import dev.kiban.definition.Indicator.Prometheus;
import java.time.Instant;

/// Asks a Prometheus what it has counted. A port.
@FunctionalInterface
public interface Queries {
    /// Asks for the events of one interval.
    ///
    /// @param end of the interval, which is as long as the indicator says
    Answer ask(Prometheus indicator, Instant end);

    /// What came of it.
    sealed interface Answer {}

    /// So many events.
    record Counted(long good, long valid) implements Answer {

        /// @throws IllegalArgumentException if these cannot be counts
        public Counted {
            if (good < 0 || good > valid || valid > EventStreams.MAX_EVENTS) {
                throw new IllegalArgumentException("%d good of %d".formatted(good, valid));
            }
        }
    }

    /// It knows nothing of the interval, which stays a gap.
    ///
    /// @param why for people, without a full stop
    record Nothing(String why) implements Answer {}

    /// It could not be asked; later it may be.
    ///
    /// @param why for people, without a full stop
    record Failed(String why) implements Answer {}
}
