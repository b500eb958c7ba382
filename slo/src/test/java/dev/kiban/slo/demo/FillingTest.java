package dev.kiban.slo.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.kernel.ServiceName;
import dev.kiban.slo.DemoCounts.Ground;
import dev.kiban.slo.PeriodWindow;
import dev.kiban.slo.demo.Filling.AlreadyThere;
import dev.kiban.slo.demo.Filling.Fill;
import dev.kiban.slo.demo.Filling.Refused;
import dev.kiban.slo.demo.Filling.Wish;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FillingTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:17:30Z");
    private static final Instant SINCE = Instant.parse("2026-11-20T00:00:00Z");
    private static final ServiceName SHOP = new ServiceName("shop");
    private static final ServiceName OTHER = new ServiceName("other");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Wish WISH = new Wish(Set.of(SHOP), DAY, false);

    @Test
    void fillsAnEmptyStoreUntilNow() {
        assertThat(Filling.decide(WISH, ground(Set.of(), Set.of()), NOW))
                .isEqualTo(fillUntil(Instant.parse("2026-11-21T10:17:00Z")));
    }

    @Test
    void fillsNothingTwice() {
        assertThat(Filling.decide(WISH, ground(Set.of(SHOP), Set.of(SHOP)), NOW))
                .isEqualTo(new AlreadyThere());
    }

    @Test
    void refusesBesideRealCountsOfTheSameService() {
        assertThat(Filling.decide(WISH, ground(Set.of(), Set.of(OTHER, SHOP)), NOW))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(refused.why())
                                        .startsWith("there are real counts of shop;"));
    }

    @Test
    void fillsTheTimeBeforeRealCountsIfTold() {
        Wish told = new Wish(Set.of(SHOP), DAY, true);

        assertThat(Filling.decide(told, ground(Set.of(), Set.of(SHOP)), NOW))
                .isEqualTo(fillUntil(SINCE));
    }

    @Test
    void endsBeforeRealCountsOfAnyService() {
        assertThat(Filling.decide(WISH, ground(Set.of(), Set.of(OTHER)), NOW))
                .isEqualTo(fillUntil(SINCE));
    }

    private static Fill fillUntil(Instant end) {
        return new Fill(new PeriodWindow(end.minus(DAY), end));
    }

    private static Ground ground(Set<ServiceName> demo, Set<ServiceName> real) {
        return new Ground(demo, real, real.isEmpty() ? Optional.empty() : Optional.of(SINCE));
    }
}
