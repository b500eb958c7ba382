package dev.kiban.pace.steer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.pace.steer.Campaign.Bounds;
import dev.kiban.pace.steer.Forecast.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CampaignTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final long WINDOW = 3_600_000;
    private static final long TICK = 10_000;
    private static final long MILLION = 1_000_000;
    private static final int RUNS = 5_000;
    private static final Campaign CAMPAIGN =
            new Campaign(START, START.plusMillis(WINDOW), Campaign.USUAL_MARGIN_PERCENT);

    /// Jobs, and how fast they may start, from one tick to the next.
    private record World(long jobs, List<Long> ceilings) {

        /// Of a database that sometimes can do less than is needed, and sometimes much more.
        static World random(Random random) {
            List<Long> ceilings = new ArrayList<>();
            long ceiling = 0;
            for (int i = 0; i < 2 * WINDOW / TICK; i++) {
                if (i == 0 || random.nextInt(30) == 0) {
                    ceiling = random.nextLong(300_000);
                }
                ceilings.add(ceiling);
            }
            ceilings.add(MILLION * MILLION);
            return new World(1 + random.nextLong(700_000), ceilings);
        }
    }

    /// What came of a campaign.
    ///
    /// @param end when it was through, in milliseconds since the start
    /// @param alarm when it first said that it would miss its deadline
    /// @param known when it first was so that not even the ceiling of the moment would do
    private record Run(long end, OptionalLong alarm, OptionalLong known) {}

    @Test
    void endsBeforeItsDeadlineOrSaysSoAsEarlyAsItCanBeKnown() {
        int missed = 0;
        for (int seed = 0; seed < RUNS; seed++) {
            Run run = run(World.random(new Random(seed)));

            assertThat(run.alarm()).as("seed %d", seed).isEqualTo(run.known());
            if (run.end() > WINDOW) {
                missed++;
                assertThat(run.alarm()).as("seed %d", seed).isPresent();
            }
        }
        assertThat(missed).as("some of each").isBetween(RUNS / 10, RUNS * 9 / 10);
    }

    /// Whatever ceilings do, as long as what is needed on the whole is always there.
    @Test
    void endsAtItsTargetIfTheCeilingNeverHinders() {
        for (int seed = 0; seed < RUNS; seed++) {
            Random random = new Random(seed);
            World world = World.random(random);
            long needed = Math.ceilDiv(world.jobs() * MILLION * 10, WINDOW * 9);
            List<Long> enough =
                    world.ceilings().stream().map(ceiling -> Math.max(ceiling, needed)).toList();

            Run run = run(new World(world.jobs(), enough));

            assertThat(run.end()).as("seed %d", seed).isLessThanOrEqualTo(WINDOW * 9 / 10);
            assertThat(run.alarm()).as("seed %d", seed).isEmpty();
        }
    }

    /// The margin is there to be used: a tenth of the time may bring nothing at all.
    @Test
    void endsInTimeAlthoughNothingGoesForAWhile() {
        List<Long> ceilings = new ArrayList<>(Collections.nCopies(360, 500_000L));
        Collections.fill(ceilings.subList(100, 130), 0L);

        Run run = run(new World(600_000, ceilings));

        assertThat(run.end()).isLessThanOrEqualTo(WINDOW * 9 / 10);
        assertThat(run.alarm()).hasValue(100 * TICK); // as long as it stood still
    }

    /// At the speed of the moment, kept up, it ends when it said it would.
    @Test
    void estimatesHonestly() {
        for (int seed = 0; seed < RUNS; seed++) {
            Random random = new Random(seed);
            long jobs = 1 + random.nextLong(1_000_000);
            Instant now = START.plusMillis(random.nextLong(2 * WINDOW));
            Bounds bounds = new Bounds(Speed.of(1), new Speed(1 + random.nextLong(500_000)));

            Forecast forecast = CAMPAIGN.at(now, jobs, bounds);

            long millis = Duration.between(now, forecast.through()).toMillis();
            long started = forecast.speed().thousandths() * millis;
            assertThat(started).as("seed %d", seed).isGreaterThanOrEqualTo(jobs * MILLION);
            assertThat(started - forecast.speed().thousandths()).isLessThan(jobs * MILLION);
            boolean isLate = forecast.through().isAfter(CAMPAIGN.deadline());
            boolean saysSo =
                    forecast.verdict() == Verdict.WILL_MISS || forecast.verdict() == Verdict.LATE;
            assertThat(saysSo).isEqualTo(isLate);
        }
    }

    private static Run run(World world) {
        long done = 0;
        OptionalLong alarm = OptionalLong.empty();
        OptionalLong known = OptionalLong.empty();
        for (int i = 0; ; i++) {
            long now = i * TICK;
            long ceiling = world.ceilings().get(i);
            long left = world.jobs() * MILLION - done;
            long remaining = Math.ceilDiv(left, MILLION);
            Forecast forecast =
                    CAMPAIGN.at(
                            START.plusMillis(now),
                            remaining,
                            new Bounds(Speed.NONE, new Speed(ceiling)));
            if (alarm.isEmpty() && forecast.verdict() == Verdict.WILL_MISS) {
                alarm = OptionalLong.of(now);
            }
            if (known.isEmpty() && now < WINDOW && ceiling * (WINDOW - now) < remaining * MILLION) {
                known = OptionalLong.of(now);
            }
            long speed = forecast.speed().thousandths();
            if (speed * TICK >= left) {
                return new Run(now + Math.ceilDiv(left, speed), alarm, known);
            }
            done += speed * TICK;
        }
    }
}
