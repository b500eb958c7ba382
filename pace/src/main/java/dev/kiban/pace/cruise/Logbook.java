package dev.kiban.pace.cruise;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// How far campaigns have come, for when the program starts again. A port.
public interface Logbook {
    /// Nothing is remembered.
    Logbook NONE =
            new Logbook() {
                @Override
                public Entry entry(long campaign) {
                    return Entry.NONE;
                }

                @Override
                public void keep(Map<Long, Entry> campaigns) {}
            };

    /// What is known of a campaign.
    ///
    /// @param started jobs
    /// @param done when all had started, if they have
    record Entry(long started, Optional<Instant> done) {
        /// Of a campaign that nobody knows.
        public static final Entry NONE = new Entry(0, Optional.empty());
    }

    /// What was kept of a campaign.
    Entry entry(long campaign);

    /// Takes the place of what was kept.
    void keep(Map<Long, Entry> campaigns);
}
