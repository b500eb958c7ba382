package dev.kiban.slo.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.Objective.TimeSlices;
import dev.kiban.kernel.Share;
import dev.kiban.slo.SloPlan.ServiceSlo;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The known answers that Prometheus can give too, proved by promtool on the rules that we write.
class PromtoolCasesTest {
    private static final ServiceSlo THREE_NINES = Sample.availability("99.9%");
    private static final int WARM = 400;

    @TempDir private Path directory;
    private Promtool promtool;

    @BeforeEach
    void findPromtool() {
        promtool = new Promtool(directory);
    }

    /// DETECT-999-30D: factor × budget ÷ error ratio × long window, to the minute.
    @ParameterizedTest
    @CsvSource({"1000, 1, page 1h", "15, 58, page 1h", "7, 309, page 6h"})
    void firesAtTheKnownMinute(int badPerMinute, int minute, String tier) throws Exception {
        proves(
                THREE_NINES,
                steady(badPerMinute, WARM)
                        .expectQuiet(WARM + minute - 1)
                        .expectFiring(WARM + minute, tier));
    }

    /// The same for a day, within the five minutes that it is put together from.
    @Test
    void firesWithinFiveMinutesOfTheKnownOne() throws Exception {
        int warm = 1_440;
        int minute = 1_235;
        Trial trial =
                new Trial()
                        .given(Trial.GATEWAY, "1x" + (warm + 1_300))
                        .given(Trial.VALID, "0+1000x" + (warm + 1_300))
                        .given(Trial.BAD, "0x%d 3.5+3.5x1300".formatted(warm));
        proves(
                THREE_NINES,
                trial.expectQuiet(warm + minute - 1).expectFiring(warm + minute + 4, "ticket 24h"));
    }

    @Test
    void neverFiresAtAPaceThatLasts() throws Exception {
        proves(THREE_NINES, steady(1, WARM).expectQuiet(WARM + 400));
    }

    /// ROUNDING-TRAP, and the boundary itself, which is not above: only the next tier fires.
    @ParameterizedTest
    @CsvSource({"1445, true", "1440, false"})
    void roundsNothingBeforeItCompares(int bad, boolean fires) throws Exception {
        Trial trial =
                new Trial()
                        .given(Trial.GATEWAY, "1x500")
                        .given(Trial.VALID, "0x400 100000x60")
                        .given(Trial.BAD, "0x400 %dx60".formatted(bad));
        proves(
                THREE_NINES,
                fires ? trial.expectFiring(401, "page 1h") : trial.expectFiring(401, "page 6h"));
    }

    @Test
    void needsEnoughBadEvents() throws Exception {
        Trial trial =
                new Trial()
                        .given(Trial.GATEWAY, "1x500")
                        .given(Trial.VALID, "0x400 4x10 5x80")
                        .given(Trial.BAD, "0x400 4x10 5x80");

        proves(THREE_NINES, trial.expectQuiet(405).expectFiring(412, "page 1h"));
    }

    /// ZERO-TRAFFIC.
    @Test
    void keepsTheBudgetThroughAQuietSpell() throws Exception {
        Trial trial =
                new Trial()
                        .given(Trial.GATEWAY, "1x100")
                        .given(Trial.VALID, "0+100x30 3000x19 3100+100x50")
                        .given(Trial.BAD, "0x100");

        proves(THREE_NINES, trial.expect(45, remaining(), "1").expect(100, remaining(), "1"));
    }

    /// NO-ERROR-SERIES, and no series at all of a gateway that is there: measured zeros.
    @Test
    void countsMissingSeriesOfALivingGatewayAsZero() throws Exception {
        proves(
                THREE_NINES,
                new Trial()
                        .given(Trial.GATEWAY, "1x100")
                        .given(Trial.VALID, "_x50 0+100x50")
                        .expect(30, remaining(), "1")
                        .expect(30, valid("5m"), "0")
                        .expect(100, remaining(), "1"));
    }

    /// NO-DATA-STATES: without a gateway nothing is known, and somebody is told.
    @Test
    void saysThatNobodyMeasures() throws Exception {
        proves(
                THREE_NINES,
                new Trial()
                        .given(Trial.GATEWAY, "1x30 _x100")
                        .given(Trial.VALID, "0+100x30 _x100")
                        .expectNothing(45, valid("5m"))
                        .expectNothing(45, blind())
                        .expect(60, blind(), "1"));
    }

    /// FIRST-SAMPLE, as far as the series is there before.
    @Test
    void countsTheFirstFailuresOfASeriesThatWasThere() throws Exception {
        proves(
                THREE_NINES,
                new Trial()
                        .given(Trial.GATEWAY, "1x100")
                        .given(Trial.VALID, "0+1000x100")
                        .given(Trial.BAD, "0x30 500x60")
                        .expect(34, "sum(slo:kiban_bad:sum5m)", "500"));
    }

    /// MEAN-TRAP: the ratio of the sums, not the mean of ratios.
    @Test
    void dividesSums() throws Exception {
        proves(
                THREE_NINES,
                new Trial()
                        .given(Trial.GATEWAY, "1x100")
                        .given(Trial.VALID, "0x5 1 1+10000x93")
                        .given(Trial.BAD, "0x5 1 1x93")
                        .expect(
                                99,
                                "sum(slo:kiban_bad:sum6h) / sum(slo:kiban_valid:sum6h) < bool 0.00001",
                                "1"));
    }

    /// METHODS-5.
    @Test
    void countsSlices() throws Exception {
        ServiceSlo slices =
                Sample.slo(
                        Sample.AVAILABILITY,
                        new TimeSlices(
                                Share.parse("99%"), Duration.ofMinutes(1), Share.parse("95%")),
                        Sample.THIRTY_DAYS);

        proves(
                slices,
                new Trial()
                        .given(Trial.GATEWAY, "1x40")
                        .given(Trial.VALID, "0x10 10 20 30 40 80 80x20")
                        .given(Trial.BAD, "0x14 20 20x20")
                        .expect(30, "sum(slo:kiban_bad:sum1h)", "1")
                        // A budget of 432 slices.
                        .expect(
                                30,
                                "round(432000 * (1 - sum(slo:kiban_budget:remaining)))",
                                "1000"));
    }

    /// Else none of these would prove anything.
    @Test
    void wouldSayIfItWereNotSo() throws Exception {
        assertThat(
                        promtool.refutes(
                                Sample.rules(THREE_NINES),
                                steady(15, WARM).expectFiring(WARM + 57, "page 1h").print()))
                .contains("FAILED");
    }

    private void proves(ServiceSlo slo, Trial trial) throws IOException, InterruptedException {
        promtool.proves(Sample.rules(slo), trial.print());
    }

    private static Trial steady(int badPerMinute, int warm) {
        return new Trial()
                .given(Trial.GATEWAY, "1x2000")
                .given(Trial.VALID, "0+1000x2000")
                .given(Trial.BAD, "0x%d %d+%dx1500".formatted(warm, badPerMinute, badPerMinute));
    }

    private static String remaining() {
        return "sum(slo:kiban_budget:remaining)";
    }

    private static String valid(String window) {
        return "sum(slo:kiban_valid:sum%s)".formatted(window);
    }

    private static String blind() {
        return "count(ALERTS{alertname=\"KibanSloBlind\",alertstate=\"firing\"})";
    }
}
