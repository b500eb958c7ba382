package dev.kiban.console.page;

import dev.kiban.console.Board.Sheet;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The board of all services, worst first.
///
/// @param tally how many services there are in each state, whatever is looked for
/// @param rows those of this part
/// @param first the place of the first row among those that were found, from 0
/// @param found how many there are in all parts
public record BoardPage(
        Visitor visitor,
        Instant asOf,
        Map<Mark, Integer> tally,
        List<BoardRow> rows,
        int first,
        int found) {
    /// Rows of one part.
    static final int PART = 100;

    private static final int MAX_DIGITS = 6;

    public BoardPage {
        rows = List.copyOf(rows);
    }

    /// The part that a visitor asked for.
    public static BoardPage of(Visitor visitor, Sheet sheet) {
        List<BoardRow> all =
                sheet.lines().stream().map(BoardRow::of).sorted(BoardRow.WORST_FIRST).toList();
        List<BoardRow> found = all.stream().filter(row -> fits(row, visitor)).toList();
        int first = Math.min(number(visitor.asked("from")), found.size()) / PART * PART;
        return new BoardPage(
                visitor,
                sheet.asOf(),
                tally(all),
                found.subList(first, Math.min(first + PART, found.size())),
                first,
                found.size());
    }

    public boolean isFirstPart() {
        return first == 0;
    }

    public boolean isLastPart() {
        return first + rows.size() == found;
    }

    /// The address of another part.
    public String part(int step) {
        int other = Math.max(0, first + step * PART);
        return visitor.here("from", other == 0 ? "" : Integer.toString(other));
    }

    /// The address of the services in a state; of all, if that is what is shown now.
    public String only(Mark mark) {
        Visitor start =
                new Visitor(
                        visitor.language(),
                        visitor.theme(),
                        visitor.zone(),
                        visitor.path(),
                        visitor.asked("q").isEmpty() ? Map.of() : Map.of("q", visitor.asked("q")),
                        visitor.reader());
        return start.here("state", isOnly(mark) ? "" : mark.word());
    }

    public boolean isOnly(Mark mark) {
        return visitor.asked("state").equals(mark.word());
    }

    private static boolean fits(BoardRow row, Visitor visitor) {
        String words = visitor.asked("q").strip().toLowerCase(Locale.ROOT);
        String state = visitor.asked("state");
        return (state.isEmpty() || row.mark().word().equals(state))
                && (row.line().service().value().contains(words)
                        || row.line().owner().value().contains(words));
    }

    private static Map<Mark, Integer> tally(List<BoardRow> rows) {
        Map<Mark, Integer> tally = new EnumMap<>(Mark.class);
        rows.forEach(row -> tally.merge(row.mark(), 1, Integer::sum));
        return tally;
    }

    /// What stands in an address may be anything.
    private static int number(String text) {
        boolean isNumber =
                !text.isEmpty()
                        && text.length() <= MAX_DIGITS
                        && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber ? Integer.parseInt(text) : 0;
    }
}
