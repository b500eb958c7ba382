package dev.kiban.console.page;

import dev.kiban.console.Board.Health;
import dev.kiban.slo.Budget;
import dev.kiban.slo.Ratio;
import dev.kiban.slo.Reading.Fault;
import dev.kiban.slo.Reading.Measured;
import dev.kiban.slo.Reading.NoTraffic;
import dev.kiban.slo.Reading.NotMeasured;

/// How a service or an SLO does. The worst first; what nobody knows comes before what is well.
public enum Mark implements Sign {
    OVERSPENT(Phrase.MARK_OVERSPENT, "M8 1 15 8 8 15 1 8Z"),
    BURNING(Phrase.MARK_BURNING, "M8 1.5 15 14.5H1Z"),
    FAULT(Phrase.MARK_FAULT, "M3 1 8 6l5-5 2 2-5 5 5 5-2 2-5-5-5 5-2-2 5-5-5-5Z"),
    PARTLY_MEASURED(
            Phrase.MARK_PARTLY_MEASURED, "M8 1a7 7 0 0 0 0 14ZM10 2.3v11.4a6 6 0 0 0 0-11.4Z"),
    NOT_MEASURED(Phrase.MARK_NOT_MEASURED, "M1 6.5h4v3H1ZM6 6.5h4v3H6ZM11 6.5h4v3h-4Z"),
    KEEPING(Phrase.MARK_KEEPING, "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1Z"),
    NO_TRAFFIC(
            Phrase.MARK_NO_TRAFFIC,
            "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1Zm0 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9Z"),
    NO_OBJECTIVE(Phrase.MARK_NO_OBJECTIVE, "M3 7h10v2H3Z");

    private final Phrase label;
    private final String outline;

    Mark(Phrase label, String outline) {
        this.label = label;
        this.outline = outline;
    }

    static Mark of(Health health) {
        Budget budget = health.budget();
        return switch (budget.reading()) {
            case Fault _ -> FAULT;
            case NotMeasured _ -> NOT_MEASURED;
            case NoTraffic _ when budget.isBlind() -> PARTLY_MEASURED;
            case NoTraffic _ -> NO_TRAFFIC;
            case Measured _ when !budget.remaining().exceeds(Ratio.ZERO) -> OVERSPENT;
            case Measured _ when health.alert().isPresent() -> BURNING;
            case Measured _ when budget.isBlind() -> PARTLY_MEASURED;
            case Measured _ -> KEEPING;
        };
    }

    @Override
    public Phrase label() {
        return label;
    }

    @Override
    public String outline() {
        return outline;
    }
}
