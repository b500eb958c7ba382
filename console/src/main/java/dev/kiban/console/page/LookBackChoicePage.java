package dev.kiban.console.page;

import dev.kiban.console.Board.Sheet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The services whose quarter one can look back at, those that stand worst now first.
public record LookBackChoicePage(Visitor visitor, QuarterChoice choice, Part<BoardRow> part) {

    /// The part that a visitor asked for.
    public static LookBackChoicePage of(Visitor visitor, QuarterChoice choice, Sheet sheet) {
        List<BoardRow> found =
                BoardRow.worstFirst(sheet).stream().filter(row -> row.fits(visitor)).toList();
        return new LookBackChoicePage(visitor, choice, Part.of(visitor, found));
    }

    /// The address of a service's quarter.
    public String service(BoardRow row) {
        Map<String, String> query = new TreeMap<>();
        query.put("service", row.line().service().value());
        query.put("quarter", choice.quarter().toString());
        query.put("zone", visitor.asked("zone"));
        query.values().removeIf(String::isEmpty);
        return Visitor.address(visitor.path(), query);
    }
}
