package dev.kiban.app.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.Alerting;
import dev.kiban.definition.Indicator;
import dev.kiban.definition.Location;
import dev.kiban.definition.Objective;
import dev.kiban.definition.Period;
import dev.kiban.definition.Slo;
import dev.kiban.kernel.ServiceName;
import dev.kiban.kernel.Share;
import dev.kiban.kernel.SloName;
import dev.kiban.kernel.TeamName;
import dev.kiban.slo.Budget;
import dev.kiban.slo.Finding;
import dev.kiban.slo.LookBack;
import dev.kiban.slo.LookBack.Cause;
import dev.kiban.slo.LookBackReader.ServiceLookBack;
import dev.kiban.slo.PeriodWindow;
import dev.kiban.slo.Quarter;
import dev.kiban.slo.Ratio;
import dev.kiban.slo.SloLookBack;
import dev.kiban.slo.SloPlan.ServiceSlo;
import dev.kiban.slo.Slot;
import dev.kiban.slo.Tally;
import dev.kiban.slo.TierName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LookBackTextTest {
    private static final Quarter QUARTER = Quarter.parse("2026Q3");
    private static final PeriodWindow WINDOW = QUARTER.window(ZoneOffset.UTC);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Cause.Alert ALERT =
            new Cause.Alert(List.of(TierName.parse("page 1h")), hour(0), hour(1));
    private static final Cause.Release RELEASE =
            new Cause.Release("1.4.2 \u001b[2J is live", hour(1), hour(25));

    private final LookBackText text =
            new LookBackText(
                    QUARTER,
                    ZoneOffset.UTC,
                    new ServiceLookBack(WINDOW, WINDOW.end(), List.of(lookBack())));

    @Test
    void showsPeopleWhatTookTheBudget() {
        assertThat(text.lines())
                .isEqualTo(
                        """
                        Z in 2026Q3
                        shop good: 75.0% of the quarter's budget is spent, 100.0% measured
                             50.0%         2 bad  alert page 1h, 2026-07-01T00:00:00Z to 2026-07-01T01:00:00Z
                             25.0%         1 bad  release 2026-07-01T01:00:00Z, 1.4.2 \ufffd[2J is live
                          change: the objective is loose: 12.5% of its budget was gone at most; 99.95% would have been kept too, with 25.0% gone at most
                          change: spend without alert: 25.0% of the quarter's budget, 25.0% of it on 2026-07-01
                          change: alert without spend: alert page 1h, 2026-07-01T00:00:00Z to 2026-07-01T01:00:00Z
                        """);
    }

    @Test
    void tellsProgramsTheSame() {
        assertThat(text.json().print())
                .contains("\"quarter\": \"2026Q3\"", "\"until\": \"2026-10-01T00:00:00Z\"")
                .contains("\"valid\": 400", "\"bad\": 3", "\"spent\": \"0.75\"")
                .contains("\"cause\": \"alert\"", "\"tiers\": [\"page 1h\"]", "\"spent\": \"0.5\"")
                .contains("\"cause\": \"release\"", "\"cause\": \"unattributed\"")
                .contains("\"finding\": \"too-loose\"", "\"next\": \"99.95%\"")
                .contains("\"finding\": \"spend-without-alert\"")
                .contains("\"finding\": \"alert-without-spend\"");
    }

    /// 400 events of which 4 may be bad: two were while an alert fired, and one after a release.
    private static SloLookBack lookBack() {
        List<Slot> slots =
                List.of(
                        new Slot(hour(0), HOUR, Tally.ofWhole(198, 200, 60)),
                        new Slot(hour(1), HOUR, Tally.ofWhole(199, 200, 60)));
        Objective objective = slo().slo().objective();
        PeriodWindow day = new PeriodWindow(hour(0), hour(24));
        return new SloLookBack(
                slo(),
                Budget.of(objective, slots, WINDOW.length()),
                LookBack.attribute(objective, slots, WINDOW.length(), List.of(ALERT, RELEASE)),
                List.of(
                        new Finding.TooLoose(Ratio.of(1, 8), Share.parse("99.95%"), Ratio.of(1, 4)),
                        new Finding.SpendWithoutAlert(1, Ratio.of(1, 4), day, Ratio.of(1, 4)),
                        new Finding.AlertWithoutSpend(ALERT)));
    }

    private static ServiceSlo slo() {
        return new ServiceSlo(
                new ServiceName("shop"),
                new TeamName("shop-team"),
                new Slo(
                        new SloName("good"),
                        "",
                        new Indicator.Events("payments"),
                        new Objective.Occurrences(Share.parse("99%")),
                        new Period.Rolling(28),
                        new Alerting(5, List.of()),
                        Optional.empty(),
                        new Location(Path.of("shop.yaml"), 1, 1)));
    }

    private static Instant hour(long hour) {
        return WINDOW.start().plus(HOUR.multipliedBy(hour));
    }
}
