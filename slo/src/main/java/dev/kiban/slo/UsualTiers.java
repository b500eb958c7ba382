package dev.kiban.slo;

import static dev.kiban.definition.Alerting.Severity.PAGE;
import static dev.kiban.definition.Alerting.Severity.TICKET;

import dev.kiban.definition.Alerting.Severity;
import dev.kiban.definition.Period;
import dev.kiban.kernel.Share;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The tiers of those who write none: shares of the budget by period, from which the factors
/// follow. A factor is never carried from one period to another.
final class UsualTiers {
    private static final List<Window> WINDOWS =
            List.of(
                    new Window(PAGE, Duration.ofHours(1)),
                    new Window(PAGE, Duration.ofHours(6)),
                    new Window(TICKET, Duration.ofDays(1)),
                    new Window(TICKET, Duration.ofDays(3)));

    private static final List<Row> ROWS =
            List.of(
                    new Row(7, "8%", "12.5%", "20%", "42%"),
                    new Row(28, "2%", "5%", "10%", "10%"),
                    new Row(30, "2%", "5%", "10%", "10%"),
                    new Row(90, "1%", "3%", "5%", "10%"));

    private record Window(Severity severity, Duration length) {}

    private record Row(int days, List<Share> budgets) {
        Row(int days, String... budgets) {
            this(days, List.of(budgets).stream().map(Share::parse).toList());
        }
    }

    private UsualTiers() {}

    /// The tiers of a period, with factors for this length of it. Windows longer than the period
    /// are left out.
    static List<BurnTier> of(Period period, Duration length) {
        Row row = row(nominalDays(period));
        List<BurnTier> tiers = new ArrayList<>();
        for (int i = 0; i < WINDOWS.size(); i++) {
            Window window = WINDOWS.get(i);
            if (window.length().compareTo(length) <= 0) {
                tiers.add(
                        BurnTier.of(
                                window.severity(), window.length(), row.budgets().get(i), length));
            }
        }
        return tiers;
    }

    /// A quarter is a quarter also when it lacks an hour, and a month one in February.
    private static int nominalDays(Period period) {
        return switch (period) {
            case Period.Rolling(int days) -> days;
            case Period.Calendar(Period.Unit unit, _) ->
                    switch (unit) {
                        case MONTH -> 30;
                        case QUARTER -> 90;
                    };
        };
    }

    /// The nearest shorter period; the shortest if there is none.
    private static Row row(int days) {
        return ROWS.reversed().stream()
                .filter(row -> row.days() <= days)
                .findFirst()
                .orElse(ROWS.getFirst());
    }
}
