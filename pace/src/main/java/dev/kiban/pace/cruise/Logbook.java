package dev.kiban.pace.cruise;

import java.util.Map;

/// How far campaigns have come, for when the program starts again. A port.
public interface Logbook {
    /// Nothing is remembered.
    Logbook NONE =
            new Logbook() {
                @Override
                public long started(long campaign) {
                    return 0;
                }

                @Override
                public void keep(Map<Long, Long> started) {}
            };

    /// Jobs of a campaign that were known to have started; 0 if nobody knows.
    long started(long campaign);

    /// Takes the place of what was kept.
    ///
    /// @param started jobs by campaign
    void keep(Map<Long, Long> started);
}
