package dev.kiban.definition;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// Finds what a misspelt word was meant to be.
final class NearestWord {
    /// Words longer than this are not compared: nobody misspells them, and the cost is quadratic.
    private static final int MAX_LENGTH = 64;

    private NearestWord() {}

    /// The allowed word that takes the fewest edits to reach, ignoring case; empty if more than a
    /// third of the letters would change.
    static Optional<String> of(String found, Collection<String> allowed) {
        if (found.isEmpty() || found.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        record Candidate(String word, int edits) {}
        String wanted = found.toLowerCase(Locale.ROOT);
        return allowed.stream()
                .filter(word -> word.length() <= MAX_LENGTH)
                .map(word -> new Candidate(word, edits(wanted, word.toLowerCase(Locale.ROOT))))
                .filter(candidate -> candidate.edits() <= Math.max(1, found.length() / 3))
                .min(Comparator.comparingInt(Candidate::edits).thenComparing(Candidate::word))
                .map(Candidate::word);
    }

    /// Optimal string alignment: letters inserted, deleted, replaced, or two neighbours swapped.
    static int edits(String from, String to) {
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, from, to, i, j);
            }
        }
        return cost[from.length()][to.length()];
    }

    private static int cheapest(int[][] cost, String from, String to, int i, int j) {
        int replace = cost[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replace, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped =
                i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
