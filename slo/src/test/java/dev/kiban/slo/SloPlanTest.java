package dev.kiban.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.Alerting;
import dev.kiban.definition.Alerting.Severity;
import dev.kiban.definition.Indicator;
import dev.kiban.definition.Objective;
import dev.kiban.definition.Period;
import dev.kiban.definition.Problem;
import dev.kiban.definition.ProblemCode;
import dev.kiban.definition.Slo;
import dev.kiban.kernel.Share;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SloPlanTest {
    private static final Instant NOW = Instant.parse("2026-02-10T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "7, 336/25 7/2 7/5 49/50",
        "28, 336/25 28/5 14/5 14/15",
        "30, 72/5 6/1 3/1 1/1",
        "90, 108/5 54/5 9/2 3/1",
        "89, 1068/25 89/5 89/10 89/30"
    })
    void derivesTheFactorsOfEachPeriod(int days, String factors) {
        Slo slo = Slos.of("99.9%", new Period.Rolling(days), Slos.USUAL);

        List<BurnTier> tiers = plan(slo).slos().getFirst().tiers(NOW);

        assertThat(tiers)
                .extracting(t -> t.factor().numerator() + "/" + t.factor().denominator())
                .containsExactly(factors.split(" "));
    }

    @Test
    void takesTheLengthOfTheCalendarsMonth() {
        Slo slo =
                Slos.of(
                        "99.9%",
                        new Period.Calendar(Period.Unit.MONTH, ZoneId.of("UTC")), Slos.USUAL);

        List<BurnTier> february = plan(slo).slos().getFirst().tiers(NOW);

        assertThat(february.getFirst().factor()).hasToString("13.44");
    }

    @Test
    void leavesOutWindowsLongerThanThePeriod() {
        Slo slo = Slos.of("99.9%", new Period.Rolling(1), Slos.USUAL);

        assertThat(plan(slo).slos().getFirst().tiers(NOW)).hasSize(3);
    }

    @Test
    void refusesAnAlertThatCanNeverFire() {
        Slo slo = Slos.of("93%", Slos.THIRTY_DAYS, Slos.USUAL);

        assertThat(problems(slo))
                .singleElement()
                .satisfies(
                        problem -> {
                            assertThat(problem.code()).isEqualTo(ProblemCode.CANNOT_FIRE);
                            assertThat(problem.message())
                                    .contains("'page 1h' can never fire", "14.40", "below 1.98%");
                        });
    }

    @Test
    void refusesAnAlertThatOnlyMoreThanEverythingCouldFire() {
        // the objective allows ten times as much at most, and the tier asks for more than ten
        Slo slo = Slos.of("90%", Slos.THIRTY_DAYS, tier(Duration.ofHours(9), "12.5%"));

        assertThat(problems(slo))
                .extracting(Problem::code)
                .containsExactly(ProblemCode.CANNOT_FIRE);
        assertThat(problems(Slos.of("90%", Slos.THIRTY_DAYS, tier(Duration.ofHours(9), "12.4%"))))
                .isEmpty();
    }

    @Test
    void refusesMoreBadSlicesThanAWindowHas() {
        Slo events = Slos.of("99%", Slos.THIRTY_DAYS, new Alerting(13, List.of()));
        Slo slo =
                new Slo(
                        events.name(),
                        "",
                        events.indicator(),
                        new Objective.TimeSlices(
                                Share.parse("99%"), Duration.ofMinutes(5), Share.parse("95%")),
                        events.period(),
                        events.alerting(),
                        Optional.empty(),
                        Slos.AT);

        assertThat(problems(slo))
                .extracting(Problem::message)
                .containsExactly(
                        "SLO 'good': the alert 'page 1h' can never fire: it needs 13 bad slices, and its window has 12");
    }

    @Test
    void refusesWhatIsLongerThanTheKeptHistory() {
        Slo year = Slos.of("99%", new Period.Rolling(401), Slos.USUAL);
        Slo nineDays = Slos.of("99%", Slos.THIRTY_DAYS, tier(Duration.ofDays(9), "40%"));

        assertThat(problems(year)).extracting(Problem::code).contains(ProblemCode.NOT_KEPT);
        assertThat(problems(nineDays))
                .extracting(Problem::code)
                .containsExactly(ProblemCode.NOT_KEPT);
    }

    @Test
    void refusesAWindowLongerThanThePeriod() {
        Slo slo = Slos.of("99%", new Period.Rolling(2), tier(Duration.ofDays(3), "40%"));

        assertThat(problems(slo))
                .extracting(Problem::message)
                .containsExactly("SLO 'good': a window of 72h is longer than the period");
    }

    @Test
    void refusesRoutesThatTheServiceDoesNotExpose() {
        Slo slo =
                Slos.of(
                        new Indicator.Latency(List.of("GetItm"), Duration.ofMillis(1), Slos.AT),
                        "99%",
                        Slos.THIRTY_DAYS,
                        Slos.USUAL);

        assertThat(SloPlan.compile(Slos.definitions(slo), Exposed.AS_WRITTEN))
                .isInstanceOf(SloPlan.Rejected.class);
        assertThat(SloPlan.compile(Slos.definitions(slo, Slos.grpc()), Exposed.AS_WRITTEN))
                .isInstanceOf(SloPlan.Compiled.class);
        assertThat(
                        SloPlan.compile(
                                Slos.definitions(slo, Slos.grpc()),
                                _ -> Optional.of(Set.of("GetItem"))))
                .isEqualTo(
                        new SloPlan.Rejected(
                                List.of(
                                        new Problem(
                                                Slos.AT,
                                                ProblemCode.UNKNOWN_ROUTE,
                                                "unknown route 'GetItm'; did you mean 'GetItem'?",
                                                List.of("GetItem")))));
    }

    private static Alerting tier(Duration window, String budget) {
        return new Alerting(
                1, List.of(new Alerting.Tier(Severity.PAGE, window, Share.parse(budget), Slos.AT)));
    }

    private static SloPlan plan(Slo slo) {
        SloPlan.Outcome outcome = SloPlan.compile(Slos.definitions(slo), Exposed.AS_WRITTEN);
        assertThat(outcome).isInstanceOf(SloPlan.Compiled.class);
        return ((SloPlan.Compiled) outcome).plan();
    }

    private static List<Problem> problems(Slo slo) {
        return switch (SloPlan.compile(Slos.definitions(slo), Exposed.AS_WRITTEN)) {
            case SloPlan.Compiled _ -> List.of();
            case SloPlan.Rejected(List<Problem> problems) -> problems;
        };
    }
}
