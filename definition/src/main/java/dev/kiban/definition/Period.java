package dev.kiban.definition;

import java.time.ZoneId;

/// What a budget is for.
public sealed interface Period {

    /// The last so many days, of 24 hours each.
    record Rolling(int days) implements Period {

        /// @throws IllegalArgumentException if there is no day
        public Rolling {
            if (days < 1) {
                throw new IllegalArgumentException("a period has at least one day");
            }
        }
    }

    /// A month or quarter of a calendar: as long as it is there, clock changes included.
    record Calendar(Unit unit, ZoneId zone) implements Period {}

    /// What a calendar is divided into.
    enum Unit {
        MONTH,
        QUARTER
    }
}
