package dev.kiban.app.run;

import static dev.kiban.app.run.SimulatedWorld.DRIFT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.app.run.SimulatedWorld.Write;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Two environments and 1,000 slots, with crashes, computers that stand still, a network that loses
/// messages and clocks that run at different speeds.
class RunSimulationTest {
    private static final int SLOTS = 1_000;
    private static final int SEEDS = 8;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, SEEDS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void neverRunsTwoAtOnceNorASlotTwice(long seed) {
        SimulatedWorld world = new SimulatedWorld(seed, false, DRIFT).run(SLOTS);

        assertThat(world.wrongs).isEmpty();
        assertThat(world.begun()).isBetween(SLOTS / 4, SLOTS);
        assertThat(world.steps()).isGreaterThan(10L * SLOTS);
        assertThat(world.writes.stream().filter(Write::accepted).mapToLong(Write::fence).toArray())
                .isSorted();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void isNeverLateWhereNothingStandsStill(long seed) {
        SimulatedWorld world = new SimulatedWorld(seed, true, DRIFT).run(SLOTS);

        assertThat(world.wrongs).isEmpty();
        assertThat(world.writes).allMatch(Write::accepted);
    }

    @Test
    void refusesWhatIsWrittenByOneThatStoodStill() {
        List<Write> writes =
                seeds().mapToObj(seed -> new SimulatedWorld(seed, false, DRIFT).run(SLOTS))
                        .flatMap(world -> world.writes.stream())
                        .toList();

        assertThat(writes).anyMatch(write -> !write.accepted());
    }

    @Test
    void seesTwoAtOnceWhereClocksDifferByMoreThanALeaseCovers() {
        List<String> wrongs =
                seeds().mapToObj(seed -> new SimulatedWorld(seed, true, 0.3).run(SLOTS))
                        .flatMap(world -> world.wrongs.stream())
                        .toList();

        assertThat(wrongs).anyMatch(wrong -> wrong.contains("is at work"));
    }
}
