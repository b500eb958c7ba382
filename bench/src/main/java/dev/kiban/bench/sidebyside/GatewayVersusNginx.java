package dev.kiban.bench.sidebyside;

import dev.kiban.bench.Running;
import dev.kiban.bench.sidebyside.Contender.Round;
import dev.kiban.bench.sidebyside.Load.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Measures the CPU time that a request costs in the gateway (JSON in, gRPC out) and in nginx (the
 * same call as gRPC; the same JSON as plain HTTP), each in a process of its own, in alternating
 * rounds with one load and one upstream. Two more gateways have everything on: tokens, rates,
 * spans; one of them with 5,000 routes.
 *
 * <p>Options are system properties: `rounds` (7), `seconds` (5) of each measurement, `warmup` (60)
 * seconds of each way through the gateway, `connections` (16), `rate` (6000) requests a second, 0
 * for as many as each takes.
 */
final class GatewayVersusNginx {

    private static final int REFERENCE = 0;
    private static final int DIRECT = 2;
    private static final int ROUTES = 5_000;

    private final int rounds = Integer.getInteger("rounds", 7);
    private final Duration warmup = Duration.ofSeconds(Integer.getInteger("warmup", 60));
    private final Load load =
            new Load(
                    Integer.getInteger("connections", 16),
                    Integer.getInteger("rate", 6000),
                    Duration.ofSeconds(Integer.getInteger("seconds", 5)));
    private final Path directory;

    private GatewayVersusNginx(Path directory) {
        this.directory = directory;
    }

    public static void main(String[] arguments) throws IOException {
        Path directory = Files.createTempDirectory("gateway-vs-nginx");
        System.out.println("files in " + directory);
        new GatewayVersusNginx(directory).run();
    }

    private void run() {
        try (Guard guard = Guard.start();
                Running upstream =
                        Running.start(
                                JavaProgram.command(Upstream.class.getName()),
                                directory.resolve("upstream.out"))) {
            int port = upstream.portAfter(Upstream.READY);
            Nginx.Proxy grpcPass = Nginx.grpcPass(port, directory.resolve("nginx-grpc"));
            Nginx.Proxy http = Nginx.httpProxy(port, directory.resolve("nginx-http"));
            Gateway.Serving json = Gateway.start(port, directory.resolve("gateway-json"));
            Gateway.Serving grpc = Gateway.start(port, directory.resolve("gateway-grpc"));
            Gateway.Serving guarded =
                    Gateway.start(
                            guard.definitions(port, 0),
                            guard.environment(),
                            directory.resolve("gateway-all-on"));
            Gateway.Serving large =
                    Gateway.start(
                            guard.definitions(port, ROUTES),
                            guard.environment(),
                            directory.resolve("gateway-routes"));
            try (Running _ = grpcPass.process();
                    Running _ = http.process();
                    Running _ = json.process();
                    Running _ = grpc.process();
                    Running _ = guarded.process();
                    Running _ = large.process()) {
                compare(
                        List.of(
                                new Contender(
                                        "nginx grpc_pass",
                                        grpcPass.process(),
                                        grpcPass.port(),
                                        Shape.GRPC),
                                new Contender(
                                        "nginx HTTP proxy",
                                        http.process(),
                                        http.port(),
                                        Shape.JSON),
                                new Contender(
                                        "none: the service itself", upstream, port, Shape.JSON)),
                        List.of(
                                new Contender(
                                        "gateway JSON to gRPC",
                                        json.process(),
                                        json.port(),
                                        Shape.JSON),
                                new Contender(
                                        "gateway gRPC passed on",
                                        grpc.process(),
                                        grpc.port(),
                                        Shape.GRPC),
                                new Contender(
                                        "gateway, everything on",
                                        guarded.process(),
                                        guarded.port(),
                                        Shape.JSON,
                                        guard.headers()),
                                new Contender(
                                        "gateway, everything on, 5,000 routes",
                                        large.process(),
                                        large.port(),
                                        Shape.JSON,
                                        guard.headers())));
            }
        }
    }

    private void compare(List<Contender> peers, List<Contender> ours) {
        warmUp(ours);
        List<Contender> contenders = Stream.concat(peers.stream(), ours.stream()).toList();
        Map<Payload, List<List<Round>>> results = new EnumMap<>(Payload.class);
        for (Payload payload : Payload.values()) {
            List<List<Round>> measured = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                List<Round> row = new ArrayList<>();
                for (Contender contender : contenders) {
                    row.add(contender.measure(load, payload, directory));
                }
                measured.add(row);
                System.out.printf(Locale.ROOT, "%s round %d: %s%n", payload, round + 1, costs(row));
            }
            results.put(payload, measured);
        }
        results.forEach((payload, measured) -> print(contenders, payload, measured));
    }

    /**
     * The gateway's JIT compiler needs load before its numbers mean anything, and load like the one
     * that is measured: other payloads and new connections make it compile once more. nginx needs
     * none.
     */
    private void warmUp(List<Contender> ours) {
        Load full = load.asFastAsPossible();
        long times = warmup.dividedBy(load.length().multipliedBy(Payload.values().length));
        for (long time = 0; time < times; time++) {
            for (Payload payload : Payload.values()) {
                ours.forEach(contender -> contender.measure(full, payload, directory));
            }
        }
    }

    private static List<String> costs(List<Round> row) {
        return row.stream()
                .map(round -> String.format(Locale.ROOT, "%.1f µs", round.cpuMicrosOfRequest()))
                .toList();
    }

    private static void print(
            List<Contender> contenders, Payload payload, List<List<Round>> measured) {
        System.out.printf(
                "%n%s: %d bytes of JSON, %d of protobuf, each way%n%n",
                payload, payload.json().length, payload.wire().length);
        System.out.println(
                "| proxy | CPU µs/request | × grpc_pass | p50 ms | p99 ms | p99 added ms | requests/s |");
        System.out.println("|---|---|---|---|---|---|---|");
        for (int i = 0; i < contenders.size(); i++) {
            int index = i;
            double cpu =
                    median(
                            measured.stream()
                                    .map(row -> row.get(index).cpuMicrosOfRequest())
                                    .toList());
            double ratio =
                    median(
                            measured.stream()
                                    .map(
                                            row ->
                                                    row.get(index).cpuMicrosOfRequest()
                                                            / row.get(REFERENCE)
                                                                    .cpuMicrosOfRequest())
                                    .toList());
            double p50 =
                    median(
                            measured.stream()
                                    .map(row -> row.get(index).p50().toNanos() / 1e6)
                                    .toList());
            double p99 =
                    median(
                            measured.stream()
                                    .map(row -> row.get(index).p99().toNanos() / 1e6)
                                    .toList());
            double added =
                    median(
                            measured.stream()
                                    .map(
                                            row ->
                                                    row.get(index)
                                                                    .p99()
                                                                    .minus(row.get(DIRECT).p99())
                                                                    .toNanos()
                                                            / 1e6)
                                    .toList());
            double requests =
                    median(
                            measured.stream()
                                    .map(row -> (double) row.get(index).requests())
                                    .toList());
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.1f | %.2f | %.2f | %.2f | %.2f | %.0f |%n",
                    contenders.get(index).name(),
                    cpu,
                    ratio,
                    p50,
                    p99,
                    added,
                    requests / Integer.getInteger("seconds", 5));
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
