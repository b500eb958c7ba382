package dev.kiban.bench.transcode;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/// Runs [TranscodeBenchmark] in rounds, ours and theirs by turns, each time in a new process, and
/// prints the medians of all their iterations as one table. A machine whose cores others share is
/// slow for seconds now and then; the mean of a process would have those in it.
public final class TranscodeTable {

    private static final int ROUNDS = 5;
    private static final String ALLOCATED = "gc.alloc.rate.norm";
    private static final String HEAD =
            """
            | message | direction | ours | JsonFormat | times faster | garbage of ours | of JsonFormat |
            |---|---|---|---|---|---|---|
            """;

    private TranscodeTable() {}

    /// The two benchmarks of a direction differ by the end of their names.
    private enum Direction {
        JSON_TO_PROTOBUF("jsonToWire", "JSON to protobuf"),
        PROTOBUF_TO_JSON("wireToJson", "protobuf to JSON");

        private static final String THEIRS = "ByJsonFormat";

        private final String benchmark;
        private final String label;

        Direction(String benchmark, String label) {
            this.benchmark = benchmark;
            this.label = label;
        }
    }

    /// What one translation cost in one iteration.
    private record Cost(double cpuNanos, double bytes) {}

    /// One line of the table.
    private record Comparison(
            Sample sample, Direction direction, List<Cost> ours, List<Cost> theirs) {

        Comparison(Sample sample, Direction direction) {
            this(sample, direction, new ArrayList<>(), new ArrayList<>());
        }

        void measure() throws RunnerException {
            ours.addAll(run(direction.benchmark, sample));
            theirs.addAll(run(direction.benchmark + Direction.THEIRS, sample));
        }

        String line() {
            double our = median(ours, Cost::cpuNanos);
            double their = median(theirs, Cost::cpuNanos);
            return String.format(
                    Locale.ROOT,
                    "| `%s`, %,d bytes | %s | %,.0f ns | %,.0f ns | **%.1f** | %,.0f bytes | %,.0f bytes |%n",
                    sample,
                    sample.size(),
                    direction.label,
                    our,
                    their,
                    their / our,
                    median(ours, Cost::bytes),
                    median(theirs, Cost::bytes));
        }
    }

    /// @param args how many rounds, if not five
    public static void main(String[] args) throws RunnerException {
        List<Comparison> comparisons = new ArrayList<>();
        for (Sample sample : Sample.values()) {
            for (Direction direction : Direction.values()) {
                comparisons.add(new Comparison(sample, direction));
            }
        }
        int rounds = args.length == 0 ? ROUNDS : Integer.parseInt(args[0]);
        for (int round = 0; round < rounds; round++) {
            for (Comparison comparison : comparisons) {
                comparison.measure();
            }
        }
        PrintStream out = System.out;
        out.print(HEAD);
        comparisons.forEach(comparison -> out.print(comparison.line()));
    }

    private static List<Cost> run(String benchmark, Sample sample) throws RunnerException {
        Options options =
                new OptionsBuilder()
                        .include("TranscodeBenchmark\\." + benchmark + "$")
                        .param("sample", sample.name())
                        .addProfiler(CpuTime.class)
                        .addProfiler(GCProfiler.class)
                        .verbosity(VerboseMode.SILENT)
                        .build();
        return new Runner(options)
                .runSingle().getBenchmarkResults().stream()
                        .flatMap(process -> process.getIterationResults().stream())
                        .map(TranscodeTable::cost)
                        .toList();
    }

    private static Cost cost(IterationResult iteration) {
        return new Cost(secondary(iteration, CpuTime.LABEL), secondary(iteration, ALLOCATED));
    }

    private static double secondary(IterationResult iteration, String label) {
        Result<?> found = iteration.getSecondaryResults().get(label);
        if (found == null) {
            throw new IllegalStateException("no " + label + " in " + iteration);
        }
        return found.getScore();
    }

    private static double median(List<Cost> costs, ToDoubleFunction<Cost> part) {
        return costs.stream()
                .mapToDouble(part)
                .sorted()
                .skip(costs.size() / 2)
                .findFirst()
                .orElseThrow();
    }
}
