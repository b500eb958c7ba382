package dev.kiban.console.page;

import dev.kiban.console.Board.Health;
import dev.kiban.console.Board.Line;
import dev.kiban.console.Board.Sheet;
import dev.kiban.definition.Slo;
import dev.kiban.slo.Budget;
import dev.kiban.slo.Gate.TierStanding;
import dev.kiban.slo.Ratio;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A service on the board: what its worst SLO says.
///
/// @param worst empty if it has no SLO
public record BoardRow(Line line, Mark mark, Optional<Health> worst) {
    private static final Comparator<BoardRow> WORST_FIRST =
            Comparator.comparing(BoardRow::mark)
                    .thenComparing(BoardRow::left)
                    .thenComparing(row -> row.line().service());

    private static final Comparator<Health> WORST_HEALTH =
            Comparator.comparing(Mark::of).thenComparing(health -> health.budget().remaining());

    /// All services of a board.
    static List<BoardRow> worstFirst(Sheet sheet) {
        return sheet.lines().stream().map(BoardRow::of).sorted(WORST_FIRST).toList();
    }

    private static BoardRow of(Line line) {
        Optional<Health> worst = line.health().stream().min(WORST_HEALTH);
        return new BoardRow(line, worst.map(Mark::of).orElse(Mark.NO_OBJECTIVE), worst);
    }

    /// The objective, if there is one.
    public Optional<Slo> slo() {
        return worst.map(Health::slo);
    }

    /// The budget, if enough was measured to conclude something from it.
    public Optional<Budget> known() {
        return worst.map(Health::budget).filter(budget -> !budget.isBlind());
    }

    public Optional<Budget> budget() {
        return worst.map(Health::budget);
    }

    public Optional<Ratio> burn() {
        return worst.flatMap(Health::burn);
    }

    /// The alert that fires, of the SLO shown.
    public Optional<TierStanding> alert() {
        return worst.flatMap(Health::alert);
    }

    /// How many SLOs there are besides the one shown.
    public int others() {
        return Math.max(0, line.health().size() - 1);
    }

    /// Whether it is what a visitor looks for.
    boolean fits(Visitor visitor) {
        String words = visitor.asked("q").strip().toLowerCase(Locale.ROOT);
        String state = visitor.asked("state");
        return (state.isEmpty() || mark.word().equals(state))
                && (line.service().value().contains(words) || line.owner().value().contains(words));
    }

    private Ratio left() {
        return worst.map(health -> health.budget().remaining()).orElse(Ratio.ONE);
    }
}
