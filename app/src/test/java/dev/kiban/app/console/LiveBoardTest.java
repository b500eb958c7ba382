package dev.kiban.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.console.Board.Health;
import dev.kiban.console.Board.Sheet;
import dev.kiban.definition.Definitions;
import dev.kiban.slo.Account;
import dev.kiban.slo.Budget;
import dev.kiban.slo.BudgetBook.Entry;
import dev.kiban.slo.BudgetBook.Page;
import dev.kiban.slo.Exposed;
import dev.kiban.slo.Ratio;
import dev.kiban.slo.Reading;
import dev.kiban.slo.SloPlan;
import dev.kiban.slo.SloPlan.ServiceSlo;
import dev.kiban.slo.Slot;
import dev.kiban.slo.Tally;
import dev.kiban.slo.TierState.Firing;
import dev.kiban.slo.WindowTallies;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveBoardTest {
    private static final Instant NOW = Instant.parse("2026-11-22T01:05:30Z");
    private static final Instant END = Instant.parse("2026-11-22T01:05:00Z");
    private static final Duration PERIOD = Duration.ofDays(28);

    @TempDir private Path directory;
    private Optional<Definitions> live = Optional.empty();

    @BeforeEach
    void define() throws IOException {
        live = Optional.of(Shop.in(directory, "events: {stream: payments}"));
    }

    @Test
    void showsWhatIsDefinedWhileNothingIsMeasured() {
        Sheet sheet = board(Optional.empty()).read();

        assertThat(sheet.asOf()).isEqualTo(NOW);
        assertThat(health(sheet).budget().reading()).isEqualTo(new Reading.NotMeasured());
        assertThat(health(sheet).alert()).isEmpty();
    }

    @Test
    void showsWhatTheNewestPageSays() {
        Sheet sheet = board(Optional.of(page())).read();

        assertThat(sheet.asOf()).isEqualTo(END);
        assertThat(health(sheet).budget().remaining()).isEqualTo(Ratio.of(1, 2));
        assertThat(health(sheet).burn()).contains(Ratio.of(2, 1));
        assertThat(health(sheet).alert().orElseThrow().tier()).hasToString("page 1h");
    }

    @Test
    void forgetsAnObjectiveThatIsNoLongerDefined() {
        Page before = page();
        live = Optional.of(new Definitions(directory, List.of(), List.of()));

        assertThat(board(Optional.of(before)).read().lines()).isEmpty();
    }

    private LiveBoard board(Optional<Page> page) {
        return new LiveBoard(new Sources(() -> live, () -> page, Optional::empty), () -> NOW);
    }

    private static Health health(Sheet sheet) {
        return sheet.lines().getFirst().health().getFirst();
    }

    private Page page() {
        ServiceSlo slo =
                switch (SloPlan.compile(live.orElseThrow(), Exposed.AS_WRITTEN)) {
                    case SloPlan.Compiled(SloPlan plan) -> plan.slos().getFirst();
                    case SloPlan.Rejected(var problems) -> throw new AssertionError(problems);
                };
        Slot slot = new Slot(END.minus(PERIOD), PERIOD, Tally.ofWhole(19_900, 20_000, 40_320));
        Budget budget = Budget.of(slo.slo().objective(), List.of(slot), PERIOD);
        WindowTallies windows =
                new WindowTallies(
                        Optional.of(slot.start()),
                        Map.of(Account.BURN_WINDOW, Tally.ofWhole(980, 1_000, 60)));
        Account account = new Account(slo, END, windows, new Budget.Both(budget, budget));
        Firing firing = new Firing(END.minus(Duration.ofMinutes(3)), Ratio.of(2, 100));
        return new Page(
                END, List.of(new Entry(account, Map.of(slo.tiers(END).getFirst(), firing))));
    }
}
