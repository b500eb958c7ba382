package dev.kiban.console.page;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/// A chart over time as shapes: 1,000 wide and 100 high, stretched to where it stands. Charts of
/// one range have the same time axis.
///
/// @param title what it shows
/// @param summary the same in words, with its numbers
/// @param lines the first one is drawn first
/// @param guides lines across, each with its label
/// @param gaps where nobody measured
/// @param points the pieces, each with all that it says
/// @param axis labels of times
/// @param marks where something happened
public record Chart(
        String title,
        String summary,
        List<Line> lines,
        List<Guide> guides,
        List<Piece> gaps,
        List<Piece> points,
        List<Tick> axis,
        List<Mark> marks) {
    private static final double WIDTH = 1_000;
    private static final double HEIGHT = 100;

    public Chart {
        lines = List.copyOf(lines);
        guides = List.copyOf(guides);
        gaps = List.copyOf(gaps);
        points = List.copyOf(points);
        axis = List.copyOf(axis);
        marks = List.copyOf(marks);
    }

    /// Some values.
    ///
    /// @param word for the style sheet
    /// @param label for people; empty if the title says it
    /// @param outline a path of SVG
    /// @param area the path down to zero; empty for a line only
    public record Line(String word, String label, String outline, String area) {}

    /// A line across.
    ///
    /// @param y from 0 at the top to 100
    /// @param isBase whether it is where values begin
    public record Guide(double y, String label, boolean isBase) {
        public String at() {
            return number(y);
        }

        /// For HTML and SVG that is not stretched.
        public String percent() {
            return number(y) + "%";
        }
    }

    /// A part of the time.
    ///
    /// @param x from 0 to 1,000
    public record Piece(double x, double width, String label) {
        public String at() {
            return number(x);
        }

        public String wide() {
            return number(width);
        }
    }

    /// A time on the axis.
    public record Tick(double x, String label) {
        public String percent() {
            return number(x / 10) + "%";
        }

        public String at() {
            return number(x);
        }
    }

    /// Something that happened.
    public record Mark(double x, long sequence, String label) {
        public String at() {
            return number(x);
        }

        public String percent() {
            return number(x / 10) + "%";
        }
    }

    /// Where moments and values lie.
    ///
    /// @param low the value at the bottom
    /// @param high the value at the top
    record Scale(Instant start, Instant end, double low, double high) {

        double x(Instant time) {
            double whole = Duration.between(start, end).toMillis();
            return Duration.between(start, time).toMillis() / whole * WIDTH;
        }

        double y(double value) {
            double part = (Math.clamp(value, low, high) - low) / (high - low);
            return HEIGHT - part * HEIGHT;
        }

        /// A line through values at times; it breaks where there is none.
        Line line(String word, String label, List<Instant> times, List<OptionalDouble> values) {
            StringBuilder outline = new StringBuilder();
            StringBuilder area = new StringBuilder();
            List<String> run = new ArrayList<>();
            for (int i = 0; i <= times.size(); i++) {
                if (i < times.size() && values.get(i).isPresent()) {
                    run.add(number(x(times.get(i))) + " " + number(y(values.get(i).getAsDouble())));
                } else if (!run.isEmpty()) {
                    append(outline, area, run);
                    run.clear();
                }
            }
            return new Line(word, label, outline.toString(), area.toString());
        }

        private void append(StringBuilder outline, StringBuilder area, List<String> run) {
            String path = "M" + String.join("L", run);
            outline.append(path);
            if (run.size() == 1) {
                outline.append("h0.1"); // a point alone
            }
            String zero = number(y(0));
            String first = run.getFirst().split(" ", 2)[0];
            String last = run.getLast().split(" ", 2)[0];
            area.append(path).append("L%s %sL%s %sZ".formatted(last, zero, first, zero));
        }
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
