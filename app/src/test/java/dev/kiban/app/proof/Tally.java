package dev.kiban.app.proof;

import dev.kiban.app.proof.Case.Tier;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/// What has become of the cases of one file.
final class Tally {

    private final String file;
    private final Map<Tier, Integer> passed = new EnumMap<>(Tier.class);
    private int missing;
    private int begun;

    Tally(String file) {
        this.file = file;
    }

    void begins() {
        begun++;
    }

    void passes(Case one) {
        passed.merge(one.tier(), 1, Integer::sum);
    }

    /// It fails, as is known.
    void isMissing() {
        missing++;
    }

    int begun() {
        return begun;
    }

    @Override
    public String toString() {
        String tiers =
                passed.entrySet().stream()
                        .map(entry -> entry.getValue() + " " + entry.getKey())
                        .collect(Collectors.joining(", "));
        return "%s: %d cases; passed: %s; known to be missing: %d"
                .formatted(file, begun, tiers, missing);
    }
}
