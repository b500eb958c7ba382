package dev.kiban.pace.sight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.kiban.kernel.PaceName;
import dev.kiban.pace.PaceReport;
import dev.kiban.pace.PaceReport.Jobs;
import dev.kiban.pace.PaceReport.LimitReport;
import dev.kiban.pace.Rate;
import dev.kiban.pace.cruise.HelmReport;
import dev.kiban.pace.cruise.HelmReport.Reading;
import dev.kiban.pace.cruise.VoyageReport;
import dev.kiban.pace.steer.Forecast;
import dev.kiban.pace.steer.Forecast.Verdict;
import dev.kiban.pace.steer.Position.Move;
import dev.kiban.pace.steer.Speed;
import dev.kiban.protos.v1.PaceSight;
import dev.kiban.runtime.telemetry.log.Log;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SightKeeperTest {
    private static final PaceName PUSH = new PaceName("push");
    private static final Instant START = Instant.parse("2026-11-23T12:00:03Z");

    private Instant now = START;
    private final FakeSights store = new FakeSights(() -> now);
    private Optional<SightStore> open = Optional.of(store);
    private List<Sighting> seen = List.of(sighting(0));
    private final SightKeeper keeper =
            new SightKeeper(
                    "batch-1:8090",
                    new SightKeeper.Ports(
                            () -> open,
                            () -> seen,
                            () -> now,
                            () -> Duration.between(START, now).toNanos()),
                    Log.to(_ -> {}));

    @Test
    void tellsHowThePaceStands() {
        keeper.round();
        now = now.plusSeconds(2);
        seen = List.of(sighting(90));

        keeper.round();

        PaceSight sight = store.fresh().getOrDefault(PUSH, List.of()).getFirst();
        assertThat(sight.getServer()).isEqualTo("batch-1:8090");
        assertThat(sight.getPerSecond()).isEqualTo(45);
        assertThat(sight.getInLine()).isEqualTo(7);
        assertThat(sight.getInFlight().getRunning()).isEqualTo(3);
        assertThat(sight.getLimits(0).getRate()).isEqualTo("50/s");
        assertThat(sight.getSteering().getPercent()).isEqualTo(40);
        assertThat(sight.getSteering().getMove()).isEqualTo("falls");
        assertThat(sight.getSteering().getSignals(0).getPressurePercent()).isEqualTo(83);
        assertThat(sight.getSteering().getSignals(1).hasValue()).isFalse();
        assertThat(sight.getCampaign().getVerdict()).isEqualTo("at_risk");
        assertThat(sight.getCampaign().hasThrough()).isFalse();
        assertThat(sight.getAskers(0).getAsker()).isEqualTo("x-sender: shop-1");
        assertThat(sight.getAskers(0).getPercent()).isEqualTo(60);
    }

    @Test
    void countsInTensOfSeconds() {
        for (int second = 0; second <= 40; second += 2) {
            seen = List.of(sighting(10L * second));
            keeper.round();
            now = now.plusSeconds(2);
        }

        Instant tens = Instant.parse("2026-11-23T12:00:00Z");
        assertThat(store.past(PUSH, tens, tens.plusSeconds(60), Sample.LENGTH))
                .extracting(Stretch::start, Stretch::started, Stretch::rate)
                .containsExactly(
                        tuple(tens.plusSeconds(10), 10.0, OptionalDouble.of(50)),
                        tuple(tens.plusSeconds(20), 10.0, OptionalDouble.of(50)),
                        tuple(tens.plusSeconds(30), 10.0, OptionalDouble.of(50)));
    }

    @Test
    void isNotHeldUpByAStoreThatIsAway() {
        open = Optional.empty();
        keeper.round();
        open = Optional.of(store);

        keeper.round();

        assertThat(store.fresh()).containsOnlyKeys(PUSH);
    }

    private static Sighting sighting(long passed) {
        LimitReport all = new LimitReport("all", Rate.perSecond(100), Rate.perSecond(50), 1, 0, 0);
        LimitReport bySender =
                new LimitReport("x-sender", Rate.perSecond(6), Rate.perSecond(6), 12, 0, 0);
        return new Sighting(
                new PaceReport(
                        PUSH,
                        false,
                        7,
                        Optional.of(new Jobs(3, 5)),
                        Optional.empty(),
                        passed,
                        0,
                        2,
                        0,
                        0,
                        0,
                        List.of(all, bySender)),
                Optional.of(
                        new HelmReport(
                                0.4,
                                Move.FALLS,
                                List.of(
                                        new Reading("lag", 4.2, 0.83, false),
                                        new Reading("mood", Double.NaN, 0, true)))),
                Optional.of(
                        new VoyageReport(
                                1_000,
                                400,
                                START.plusSeconds(600),
                                new Forecast(
                                        Verdict.AT_RISK, Speed.NONE, Speed.of(1), Instant.MAX))),
                List.of(new Busiest.Share("x-sender: shop-1", 0.6)),
                List.of("all"));
    }
}
