package dev.kiban.console.page;

import dev.kiban.console.Paces.Pace;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// All paces, those that people should look at first.
///
/// @param tally how many paces there are in each state, whatever is looked for
/// @param part those that were found
public record PacesPage(Visitor visitor, Map<PaceMark, Integer> tally, Part<PaceRow> part) {

    /// The part that a visitor asked for.
    public static PacesPage of(Visitor visitor, List<Pace> paces) {
        List<PaceRow> all =
                paces.stream()
                        .map(pace -> new PaceRow(visitor, pace))
                        .sorted(
                                Comparator.comparing(PaceRow::mark)
                                        .thenComparing(row -> row.pace().name()))
                        .toList();
        Map<PaceMark, Integer> tally = new EnumMap<>(PaceMark.class);
        all.forEach(row -> tally.merge(row.mark(), 1, Integer::sum));
        String words = visitor.asked("q").strip().toLowerCase(Locale.ROOT);
        String state = visitor.asked("state");
        List<PaceRow> found =
                all.stream()
                        .filter(row -> state.isEmpty() || row.mark().word().equals(state))
                        .filter(row -> row.holds(words))
                        .toList();
        return new PacesPage(visitor, tally, Part.of(visitor, found));
    }

    /// The address of the paces in a state; of all, if that is what is shown now.
    public String only(PaceMark mark) {
        return visitor.first("state", isOnly(mark) ? "" : mark.word());
    }

    public boolean isOnly(PaceMark mark) {
        return visitor.asked("state").equals(mark.word());
    }
}
