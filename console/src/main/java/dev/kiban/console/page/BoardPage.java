package dev.kiban.console.page;

import dev.kiban.console.Board.Sheet;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The board of all services, worst first.
///
/// @param tally how many services there are in each state, whatever is looked for
/// @param part those that were found
public record BoardPage(
        Visitor visitor,
        Instant asOf,
        Map<Mark, Integer> tally,
        Part<BoardRow> part,
        DemoNotice demo) {

    /// The part that a visitor asked for.
    public static BoardPage of(Visitor visitor, Sheet sheet, DemoNotice demo) {
        List<BoardRow> all = BoardRow.worstFirst(sheet);
        List<BoardRow> found = all.stream().filter(row -> row.fits(visitor)).toList();
        return new BoardPage(visitor, sheet.asOf(), tally(all), Part.of(visitor, found), demo);
    }

    /// The address of the services in a state; of all, if that is what is shown now.
    public String only(Mark mark) {
        return visitor.first("state", isOnly(mark) ? "" : mark.word());
    }

    public boolean isOnly(Mark mark) {
        return visitor.asked("state").equals(mark.word());
    }

    private static Map<Mark, Integer> tally(List<BoardRow> rows) {
        Map<Mark, Integer> tally = new EnumMap<>(Mark.class);
        rows.forEach(row -> tally.merge(row.mark(), 1, Integer::sum));
        return tally;
    }
}
