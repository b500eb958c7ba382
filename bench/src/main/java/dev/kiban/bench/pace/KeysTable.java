package dev.kiban.bench.pace;

import dev.kiban.kernel.PaceName;
import dev.kiban.pace.Answer;
import dev.kiban.pace.Ask;
import dev.kiban.pace.Bounds;
import dev.kiban.pace.LimitPlan;
import dev.kiban.pace.PacePlan;
import dev.kiban.pace.Pacer;
import dev.kiban.pace.Rate;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.SplittableRandom;

/// What a pacer takes of the heap that remembers a million senders.
public final class KeysTable {
    private static final PaceName PUSH = new PaceName("push");
    private static final int KEYS = 1_000_000;
    private static final double MIB = 1 << 20;

    private KeysTable() {}

    public static void main(String[] arguments) {
        double before = used();
        Pacer pacer = new Pacer(Bounds.USUAL, new SplittableRandom(7), 0, _ -> {});
        LimitPlan each = LimitPlan.of("x-sender", Rate.perHour(1)).byHeader("x-sender");
        pacer.replan(List.of(PacePlan.of(PUSH, each)), 0);
        int passed = 0;
        for (int i = 0; i < KEYS; i++) {
            Answer answer = pacer.ask(Ask.of(PUSH, "sender-number-" + i), _ -> {}, i);
            passed += answer instanceof Answer.Pass ? 1 : 0;
        }
        double after = used();
        System.out.printf(
                "%,d senders remembered, %,d of %,d passed: %.0f MiB of heap%n",
                pacer.report(KEYS).getFirst().limits().getFirst().keys(),
                passed,
                KEYS,
                after - before);
    }

    /// MiB, after a collection.
    private static double used() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MIB;
    }
}
