package dev.kiban.console.page;

import dev.kiban.slo.Ratio;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A budget as a bar: who took how much of it, and what is left. One that is overspent ends before
/// the bar does.
///
/// @param pieces from left to right
/// @param end where the budget ends, from 0 to 1,000
public record SpendBar(List<Piece> pieces, double end) {
    private static final double WIDTH = 1_000;

    public SpendBar {
        pieces = List.copyOf(pieces);
    }

    /// What one kind of cause took.
    ///
    /// @param word for the style sheet
    public record Piece(String word, double x, double width) {
        public String at() {
            return Chart.number(x);
        }

        public String wide() {
            return Chart.number(width);
        }
    }

    /// @param spent by the word of each kind, in order
    static SpendBar of(Map<String, Ratio> spent) {
        double whole = spent.values().stream().mapToDouble(SpendBar::number).sum();
        double scale = WIDTH / Math.max(1, whole);
        List<Piece> pieces = new ArrayList<>();
        double x = 0;
        for (Map.Entry<String, Ratio> part : spent.entrySet()) {
            double width = number(part.getValue()) * scale;
            pieces.add(new Piece(part.getKey(), x, width));
            x += width;
        }
        return new SpendBar(pieces, scale);
    }

    public boolean isOver() {
        return end < WIDTH;
    }

    public String endAt() {
        return Chart.number(end);
    }

    private static double number(Ratio ratio) {
        return ratio.rounded(9).doubleValue();
    }
}
