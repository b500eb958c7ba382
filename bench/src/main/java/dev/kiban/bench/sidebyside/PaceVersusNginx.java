package dev.kiban.bench.sidebyside;

import dev.kiban.bench.Running;
import dev.kiban.bench.sidebyside.Load.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What an ask costs by HTTP, beside `limit_req` of nginx: the same question, counted by the same
 * header, by limits that let all pass; alternating rounds.
 *
 * <p>Options are system properties: `rounds` (30), `seconds` (2) of each measurement, `warmup` (60)
 * seconds, `connections` (16), `rate` (0) asks a second, 0 for as many as each takes. Many short
 * rounds tell more than few long ones: what else the machine does changes within seconds.
 */
final class PaceVersusNginx {
    private static final List<String> HEADERS = List.of("x-sender: shop-7");
    private static final String DEFINITIONS =
            """
            apiVersion: kiban.dev/v1
            kind: Team
            metadata: {name: bench}
            spec: {displayName: Bench}
            ---
            apiVersion: kiban.dev/v1
            kind: Pace
            metadata: {name: push}
            spec:
              owner: bench
              access: anyone
              limits: [{rate: 1000000/s, by: {header: x-sender}, burst: 100000, immediate: 100000}]
            """;

    private final int rounds = Integer.getInteger("rounds", 30);
    private final Duration warmup = Duration.ofSeconds(Integer.getInteger("warmup", 60));
    private final Load load =
            new Load(
                    Integer.getInteger("connections", 16),
                    Integer.getInteger("rate", 0),
                    Duration.ofSeconds(Integer.getInteger("seconds", 2)));
    private final Path directory;

    private PaceVersusNginx(Path directory) {
        this.directory = directory;
    }

    public static void main(String[] arguments) throws IOException {
        Path directory = Files.createTempDirectory("pace-vs-nginx");
        System.out.println("files in " + directory);
        new PaceVersusNginx(directory).run();
    }

    /** Who answers, and where. */
    private record Answerer(String name, Running process, int port) {}

    /** One round's numbers. */
    private record Round(double cpuMicros, double p50Millis, double p99Millis, double perSecond) {}

    private void run() throws IOException {
        Path definitions = Files.createDirectories(directory.resolve("definitions"));
        Files.writeString(definitions.resolve("pace.yaml"), DEFINITIONS);
        List<String> command =
                List.of(
                        System.getProperty("launcher", "./kiban"),
                        "pace",
                        "serve",
                        definitions.toString(),
                        "--port=0",
                        "--admin-port=0");
        Nginx.Proxy nginx = Nginx.limitReq(directory.resolve("nginx"));
        try (Running _ = nginx.process();
                Running pace = Running.start(command, Map.of(), directory.resolve("pace.out"))) {
            compare(
                    new Answerer("nginx limit_req", nginx.process(), nginx.port()),
                    new Answerer("kiban pace", pace, pace.portAfter("pace on ")));
        }
    }

    private void compare(Answerer peer, Answerer ours) {
        Duration step = load.length();
        for (long time = 0; time < warmup.dividedBy(step); time++) {
            measure(ours);
        }
        List<Round> peers = new ArrayList<>();
        List<Round> own = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            peers.add(measure(peer));
            own.add(measure(ours));
            System.out.printf(
                    Locale.ROOT,
                    "round %d: %.2f µs, %.2f µs%n",
                    round + 1,
                    peers.getLast().cpuMicros(),
                    own.getLast().cpuMicros());
        }
        System.out.println("\n| asks by HTTP | CPU µs/ask | p50 ms | p99 ms | asks/s |");
        System.out.println("|---|---|---|---|---|");
        print(peer, peers);
        print(ours, own);
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            ratios.add(own.get(i).cpuMicros() / peers.get(i).cpuMicros());
        }
        System.out.printf(
                Locale.ROOT,
                "%nCPU of an ask × nginx: %.3f (half of the rounds: %.2f to %.2f)%n",
                quantile(ratios, 0.5),
                quantile(ratios, 0.25),
                quantile(ratios, 0.75));
    }

    private Round measure(Answerer answerer) {
        Duration before = answerer.process().cpu();
        Result result =
                load.get(
                        "http://127.0.0.1:%d/pace/push".formatted(answerer.port()),
                        HEADERS,
                        directory);
        Duration spent = answerer.process().cpu().minus(before);
        if (result.failed() > 0 || result.requests() == 0) {
            throw new IllegalStateException(
                    "%s refused %d of %d asks"
                            .formatted(
                                    answerer.name(),
                                    result.failed(),
                                    result.requests() + result.failed()));
        }
        return new Round(
                spent.toNanos() / 1e3 / result.requests(),
                result.percentile(0.50).toNanos() / 1e6,
                result.percentile(0.99).toNanos() / 1e6,
                result.requests() / (double) load.length().toSeconds());
    }

    private static void print(Answerer answerer, List<Round> rounds) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %.2f | %.2f | %.2f | %.0f |%n",
                answerer.name(),
                median(rounds, Round::cpuMicros),
                median(rounds, Round::p50Millis),
                median(rounds, Round::p99Millis),
                median(rounds, Round::perSecond));
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> of) {
        return quantile(rounds.stream().map(of::applyAsDouble).toList(), 0.5);
    }

    private static double quantile(List<Double> values, double share) {
        List<Double> sorted = values.stream().sorted().toList();
        double place = share * (sorted.size() - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.size() - 1);
        return sorted.get(below) + (place - below) * (sorted.get(above) - sorted.get(below));
    }
}
