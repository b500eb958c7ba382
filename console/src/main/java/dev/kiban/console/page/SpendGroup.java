package dev.kiban.console.page;

import dev.kiban.slo.LookBack.Part;
import dev.kiban.slo.Ratio;
import java.util.Comparator;
import java.util.List;

/// What one kind of cause cost: the dearest ones by themselves, and the rest together.
///
/// @param shown in the order of time
/// @param more how many there are besides
/// @param restBad what those cost
public record SpendGroup(List<Part> shown, int more, long restBad, Ratio restSpent) {
    /// Causes by themselves.
    private static final int MOST = 10;

    public SpendGroup {
        shown = List.copyOf(shown);
    }

    static SpendGroup of(List<Part> parts) {
        List<Part> dearest =
                parts.stream()
                        .filter(part -> part.bad() > 0)
                        .sorted(Comparator.comparingLong(Part::bad).reversed())
                        .limit(MOST)
                        .toList();
        List<Part> rest = parts.stream().filter(part -> !dearest.contains(part)).toList();
        return new SpendGroup(
                parts.stream().filter(dearest::contains).toList(),
                rest.size(),
                rest.stream().mapToLong(Part::bad).sum(),
                sum(rest));
    }

    /// What all of them cost.
    public Ratio spent() {
        return sum(shown).plus(restSpent);
    }

    private static Ratio sum(List<Part> parts) {
        return parts.stream().map(Part::spent).reduce(Ratio.ZERO, Ratio::plus);
    }
}
