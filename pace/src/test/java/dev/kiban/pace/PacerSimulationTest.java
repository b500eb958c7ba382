package dev.kiban.pace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.kernel.PaceName;
import dev.kiban.pace.steer.Campaign;
import dev.kiban.pace.steer.Forecast;
import dev.kiban.pace.steer.Forecast.Verdict;
import dev.kiban.pace.steer.Speed;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Workers and a pacer, in time that passes only here.
class PacerSimulationTest {
    private static final PaceName PUSH = new PaceName("push");
    private static final int JOBS = 600;

    /// The pacer decides how fast they go, and not how many they are.
    @ParameterizedTest
    @ValueSource(ints = {4, 40})
    void bringsWorkersToTheEndWhenTheRateSays(int number) {
        PacePlan plan = PacePlan.of(PUSH, LimitPlan.of("all", Rate.perSecond(10)));
        Duration service = Duration.ofMillis(20);
        Workers workers =
                new Workers(VirtualPacer.of(plan), Ask.of(PUSH), service, Duration.ofSeconds(1));

        workers.work(number, JOBS);

        assertThat(workers.finishMillis()).isBetween(59_600L, 60_200L);
        assertThat(workers.refused()).isZero();
    }

    /// The rate that a campaign asks for, in whole permits an hour, through a real line, where the
    /// ceiling changes: in time, as long as it did not say otherwise.
    @Test
    void endsCampaignsInTime() {
        int unhindered = 0;
        for (int seed = 0; seed < 50; seed++) {
            CampaignRun run = new CampaignRun(new Random(seed));

            run.go();

            if (!run.alarmed) {
                unhindered++;
                assertThat(run.through)
                        .as("seed %d", seed)
                        .isBeforeOrEqualTo(run.campaign.deadline());
            }
        }
        assertThat(unhindered).isBetween(10, 49);
    }

    /// A campaign of which one tick after another is paced.
    private static final class CampaignRun {
        private static final Duration WINDOW = Duration.ofMinutes(10);
        private static final Duration TICK = Duration.ofSeconds(5);
        private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

        private final Campaign campaign =
                new Campaign(START, START.plus(WINDOW), Campaign.USUAL_MARGIN_PERCENT);
        private final Random random;
        private final VirtualPacer pacer;
        private boolean alarmed;
        private Instant through = Instant.MAX;

        private CampaignRun(Random random) {
            this.random = random;
            PacePlan plan =
                    PacePlan.of(PUSH, LimitPlan.of("all", Rate.perSecond(1)))
                            .waiting(Duration.ofHours(1));
            this.pacer = VirtualPacer.of(plan);
        }

        private void go() {
            pacer.askTimes(JOBS, Ask.of(PUSH));
            Speed ceiling = Speed.of(2);
            for (Instant now = START; pacer.starts().size() < JOBS; now = now.plus(TICK)) {
                if (random.nextInt(10) == 0) {
                    ceiling = new Speed(random.nextLong(900, 4_000));
                }
                int remaining = JOBS - pacer.starts().size();
                Forecast forecast =
                        campaign.at(now, remaining, new Campaign.Bounds(Speed.NONE, ceiling));
                alarmed |=
                        forecast.verdict() == Verdict.WILL_MISS
                                || forecast.verdict() == Verdict.LATE;
                pacer.pacer().change(PUSH, "all", forecast.speed().rate(), pacer.now());
                pacer.atNanos(pacer.now() + TICK.toNanos());
                through = now.plus(TICK);
            }
        }
    }
}
