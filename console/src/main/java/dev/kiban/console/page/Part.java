package dev.kiban.console.page;

import java.util.List;

/// Some rows of many: pages stay small however many there are.
///
/// @param first the place of the first row among all, from 0
/// @param found how many there are in all parts
public record Part<T>(Visitor visitor, List<T> rows, int first, int found) {
    /// Rows of one part.
    static final int SIZE = 100;

    private static final String FROM = "from";
    private static final int MAX_DIGITS = 6;

    public Part {
        rows = List.copyOf(rows);
    }

    /// The part that a visitor asked for.
    static <T> Part<T> of(Visitor visitor, List<T> all) {
        int first = Math.min(number(visitor.asked(FROM)), all.size()) / SIZE * SIZE;
        List<T> rows = all.subList(first, Math.min(first + SIZE, all.size()));
        return new Part<>(visitor, rows, first, all.size());
    }

    public boolean isFirst() {
        return first == 0;
    }

    public boolean isLast() {
        return first + rows.size() == found;
    }

    /// The address of another part.
    ///
    /// @param step how many parts further
    public String other(int step) {
        int other = Math.max(0, first + step * SIZE);
        return visitor.here(FROM, other == 0 ? "" : Integer.toString(other));
    }

    /// Which rows these are, in words.
    public String words() {
        Figures figures = visitor.figures();
        return visitor.say(
                Phrase.SHOWN,
                figures.count(first + 1L),
                figures.count((long) first + rows.size()),
                figures.count(found));
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
