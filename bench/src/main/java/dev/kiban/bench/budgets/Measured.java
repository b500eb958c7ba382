package dev.kiban.bench.budgets;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/// How long something took each time, and what it cost. The first time is told by itself: it reads
/// what the others keep.
final class Measured {
    private static final double NANOS_OF_A_MILLI = 1e6;

    private final String what;
    private final CpuClock cpu;
    private final List<Double> millis = new ArrayList<>();
    private double cpuMillis;

    /// What is measured.
    interface Work {
        void run() throws IOException, InterruptedException;
    }

    Measured(String what, CpuClock cpu) {
        this.what = what;
        this.cpu = cpu;
    }

    Measured times(int times, Work work) throws IOException, InterruptedException {
        for (int i = 0; i < times; i++) {
            once(work);
        }
        return this;
    }

    void once(Work work) throws IOException, InterruptedException {
        long cpuBefore = cpu.nanos();
        long before = System.nanoTime();
        work.run();
        double took = (System.nanoTime() - before) / NANOS_OF_A_MILLI;
        if (!millis.isEmpty()) {
            cpuMillis += (cpu.nanos() - cpuBefore) / NANOS_OF_A_MILLI;
        }
        millis.add(took);
    }

    void print(PrintStream out) {
        List<Double> later =
                new ArrayList<>(millis.subList(Math.min(1, millis.size() - 1), millis.size()));
        Collections.sort(later);
        out.printf(
                Locale.ROOT,
                "| %s | %.0f ms | %.0f ms | %.0f ms | %.0f ms | %.0f ms |%n",
                what,
                millis.getFirst(),
                later.get(later.size() / 2),
                later.get(later.size() * 95 / 100),
                later.getLast(),
                cpuMillis / later.size());
    }
}
