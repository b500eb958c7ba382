package dev.kiban.console.page;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/// The time zones that a visitor can choose from.
public record ZoneChoice(Visitor visitor) {
    /// Zones that can be chosen without knowing their names.
    private static final List<String> USUAL =
            List.of(
                    "UTC",
                    "America/Los_Angeles",
                    "America/New_York",
                    "Asia/Kolkata",
                    "Asia/Tokyo",
                    "Australia/Sydney",
                    "Europe/Berlin",
                    "Europe/London");

    /// The usual ones, and the one that is chosen.
    public List<String> zones() {
        List<String> zones = new ArrayList<>(USUAL);
        String own = visitor.zone().getId();
        if (!zones.contains(own) && !visitor.zone().equals(ZoneId.of("UTC"))) {
            zones.add(own);
        }
        return zones;
    }

    public boolean isChosen(String zone) {
        return visitor.zone().normalized().equals(ZoneId.of(zone).normalized());
    }
}
