package dev.kiban.bench.pace;

import dev.kiban.kernel.PaceName;
import dev.kiban.pace.Answer;
import dev.kiban.pace.Ask;
import dev.kiban.pace.Bounds;
import dev.kiban.pace.LimitPlan;
import dev.kiban.pace.PacePlan;
import dev.kiban.pace.Pacer;
import dev.kiban.pace.Rate;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// May this job start? For all jobs together (`senders=0`), or for each of so many senders.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@NullUnmarked
public class DecisionsBenchmark {
    private static final PaceName PUSH = new PaceName("push");

    /// Time between two asks: the limit lets all of them pass.
    private static final long STEP = 100;

    private static final int ASKS = 1_000;

    @Param({"0", "1000"})
    public int senders;

    private Pacer pacer;
    private Ask[] asks;
    private long now;
    private int next;

    @Setup
    public void setUp() {
        LimitPlan all = LimitPlan.of("all", Rate.perSecond(900_000_000)).withBurst(1_000, 1_000);
        pacer = new Pacer(Bounds.USUAL, new SplittableRandom(7), 0, _ -> {});
        pacer.replan(List.of(PacePlan.of(PUSH, senders == 0 ? all : all.byHeader("x-sender"))), 0);
        asks = new Ask[ASKS];
        for (int i = 0; i < ASKS; i++) {
            asks[i] = senders == 0 ? Ask.of(PUSH) : Ask.of(PUSH, "sender-" + i % senders);
        }
        now = 1_000_000_000_000L;
    }

    @Benchmark
    public Answer ask() {
        next = next + 1 == ASKS ? 0 : next + 1;
        now += STEP;
        return pacer.ask(asks[next], _ -> {}, now);
    }
}
