package dev.kiban.app.terminal;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Puts the cells of a table below each other.
public final class Columns {
    private static final String GAP = "   ";

    private Columns() {}

    /// One line for each row; all rows have the same number of cells.
    public static List<String> align(List<List<String>> rows) {
        return rows.stream()
                .map(
                        row ->
                                IntStream.range(0, row.size())
                                        .mapToObj(
                                                column ->
                                                        padded(
                                                                row.get(column),
                                                                width(rows, column)))
                                        .collect(Collectors.joining(GAP))
                                        .stripTrailing())
                .toList();
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private static String padded(String cell, int width) {
        return cell + " ".repeat(width - cell.length());
    }
}
