package dev.kiban.bench.budgets;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/// How long something took each time, and what it cost. The first time is told by itself: it reads
/// what the others keep.
final class Measured {
    static final String HEAD =
            """
            | what | first | median | p95 | worst | CPU, mean of all but the first |
            |---|---|---|---|---|---|
            """;

    private static final double NANOS_OF_A_MILLI = 1e6;

    private final String what;
    private final LongSupplier cpu;
    private final List<Double> millis = new ArrayList<>();
    private double cpuMillis;

    /// What is measured.
    interface Work {
        void run() throws IOException, InterruptedException;
    }

    /// @param cpu how much of it was used so far, in nanoseconds
    Measured(String what, LongSupplier cpu) {
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
        long cpuBefore = cpu.getAsLong();
        long before = System.nanoTime();
        work.run();
        double took = (System.nanoTime() - before) / NANOS_OF_A_MILLI;
        if (!millis.isEmpty()) {
            cpuMillis += (cpu.getAsLong() - cpuBefore) / NANOS_OF_A_MILLI;
        }
        millis.add(took);
    }

    void print(PrintStream out) {
        List<Double> later = later();
        out.printf(
                Locale.ROOT,
                "| %s | %.0f ms | %.0f ms | %.0f ms | %.0f ms | %.0f ms |%n",
                what,
                millis.getFirst(),
                median(),
                later.get(later.size() * 95 / 100),
                later.getLast(),
                cpuMean());
    }

    /// In milliseconds, of all but the first.
    double median() {
        List<Double> later = later();
        return later.get(later.size() / 2);
    }

    /// In milliseconds, of all but the first.
    double cpuMean() {
        return cpuMillis / later().size();
    }

    private List<Double> later() {
        List<Double> later =
                new ArrayList<>(millis.subList(Math.min(1, millis.size() - 1), millis.size()));
        Collections.sort(later);
        return later;
    }
}
