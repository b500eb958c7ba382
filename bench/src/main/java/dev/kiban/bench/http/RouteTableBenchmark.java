package dev.kiban.bench.http;

import dev.kiban.transcode.http.PathTemplate;
import dev.kiban.transcode.http.RouteTable;
import dev.kiban.transcode.http.RouteTableBuilder;
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

/// One lookup in tables of two sizes. A lookup takes as many steps in the large one as in the small
/// one; what `services` other than 2 adds is memory that the caches do not hold.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@NullUnmarked
public class RouteTableBenchmark {
    private static final int ROUTES_OF_A_SERVICE = 5;
    private static final int PATHS = 1024;

    @Param({"10", "5000"})
    public int routes;

    /// How many services are called in turn.
    @Param({"2", "1000"})
    public int services;

    private final String[] paths = new String[PATHS];
    private RouteTable<String> table;
    private int next;

    @Setup
    public void setUp() {
        int served = routes / ROUTES_OF_A_SERVICE;
        RouteTableBuilder<String> builder = RouteTable.builder();
        for (int i = 0; i < served; i++) {
            String prefix = "/v1/service" + i;
            add(builder, "GET", prefix + "/items");
            add(builder, "GET", prefix + "/items/{id}");
            add(builder, "PATCH", prefix + "/items/{item.id}");
            add(builder, "POST", prefix + "/{name=items/*}:move");
            add(builder, "GET", prefix + "/files/{path=**}");
        }
        table = builder.build();
        for (int i = 0; i < PATHS; i++) {
            int service = i * 7 % Math.min(services, served);
            paths[i] = "/v1/service" + service + "/items/m" + (8_000_000 + i);
        }
    }

    private static void add(RouteTableBuilder<String> builder, String method, String template) {
        builder.add(method, PathTemplate.parse(template), template);
    }

    @Benchmark
    public RouteTable.Lookup<String> lookup() {
        next = (next + 1) % PATHS;
        return table.lookup("GET", paths[next]);
    }
}
