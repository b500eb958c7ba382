package dev.kiban.bench.gateway;

import dev.kiban.definition.AccessLog;
import dev.kiban.definition.Loaded;
import dev.kiban.definition.load.DefinitionLoader;
import dev.kiban.gateway.GatewayPlan;
import dev.kiban.gateway.RequestLog;
import dev.kiban.gateway.Routing;
import dev.kiban.gateway.Schemas;
import dev.kiban.gateway.ServedRequest;
import dev.kiban.gateway.ServedRequest.Answer;
import dev.kiban.gateway.ServedRequest.Head;
import dev.kiban.gateway.Target;
import dev.kiban.gateway.count.CountReport;
import dev.kiban.gateway.count.CountsOut;
import dev.kiban.gateway.count.RequestCounts;
import dev.kiban.runtime.telemetry.log.Log;
import dev.kiban.runtime.telemetry.trace.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Counting one request into its cells, with real files. Services are called in turn, so that many
/// of them means memory that the caches do not hold.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@NullUnmarked
public class CountsBenchmark {
    private static final int REQUESTS = 1 << 12;

    @Param({"10", "5000"})
    public int services;

    private final ServedRequest[] requests = new ServedRequest[REQUESTS];
    private RequestCounts counts;
    private RequestLog log;
    private int next;

    @Setup
    public void setUp() throws IOException {
        Path folder = Files.createTempDirectory("kiban-counts");
        Instant start = Instant.parse("2026-11-21T12:00:20Z");
        counts =
                RequestCounts.start(
                        new RequestCounts.Setup(folder.resolve("counts"), UUID.randomUUID(), 1),
                        new RequestCounts.Ports(
                                _ -> new CountsOut.Taken(),
                                new Unheard(),
                                InstantSource.fixed(start),
                                Log.to(_ -> {})));
        GatewayPlan plan = plan(folder);
        counts.register(plan);
        log = counts.begin(0, Runnable::run);
        for (int i = 0; i < REQUESTS; i++) {
            Target target = target(plan, i * 7 % services);
            requests[i] = request(target, i, start.getEpochSecond());
        }
    }

    @TearDown
    public void tearDown() {
        counts.close();
    }

    @Benchmark
    public void count() {
        next = (next + 1) % REQUESTS;
        log.served(requests[next]);
    }

    private GatewayPlan plan(Path folder) throws IOException {
        Files.writeString(
                folder.resolve("team.yaml"),
                """
                apiVersion: kiban.dev/v1
                kind: Team
                metadata: {name: bench}
                spec: {displayName: Bench}
                """);
        for (int i = 0; i < services; i++) {
            Files.writeString(folder.resolve(i + ".yaml"), service(i));
        }
        return switch (new DefinitionLoader().load(folder)) {
            case Loaded.Accepted(var definitions) ->
                    switch (GatewayPlan.compile(definitions, new Schemas(Map.of()))) {
                        case GatewayPlan.Compiled(GatewayPlan plan) -> plan;
                        case GatewayPlan.Rejected(var problems) ->
                                throw new IllegalStateException(problems.toString());
                    };
            case Loaded.Rejected(var problems, _) ->
                    throw new IllegalStateException(problems.toString());
        };
    }

    private static String service(int number) {
        return """
               apiVersion: kiban.dev/v1
               kind: Service
               metadata: {name: service-%d}
               spec:
                 owner: bench
                 tier: standard
                 description: One of many.
                 upstream: {protocol: http, addresses: ["127.0.0.1:9101"]}
                 gateway: {routes: [{http: {prefix: /service-%d/, upstreamPrefix: /}, access: anyone}]}
               """
                .formatted(number, number);
    }

    /// One of a hundred fails; each takes another time, from microseconds to most of a second.
    private static ServedRequest request(Target target, int number, long endSeconds) {
        long nanos = 200_000L << number % 12;
        return new ServedRequest(
                new Head("GET", "http", "/x", "localhost", "HTTP/1.1", "192.0.2.7", ""),
                Optional.of(target),
                Optional.empty(),
                ServedRequest.Access.NOT_ASKED,
                new Answer(number % 100 == 0 ? 503 : 200, Optional.empty(), "", 0, 10),
                Trace.None.NONE,
                endSeconds * 1_000_000_000 - nanos,
                nanos,
                Optional.empty(),
                AccessLog.WHOLE,
                Optional.empty());
    }

    private static Target target(GatewayPlan plan, int service) {
        return switch (plan.route("GET", "/service-" + service + "/x")) {
            case Routing.ToHttp(Target.HttpTarget target) -> target;
            case Routing other -> throw new IllegalStateException(other.toString());
        };
    }

    private static final class Unheard implements CountReport {
        @Override
        public void minutesWaiting(int minutes) {}

        @Override
        public void minuteLost() {}

        @Override
        public void uncounted() {
            throw new IllegalStateException("a request without a series");
        }
    }
}
