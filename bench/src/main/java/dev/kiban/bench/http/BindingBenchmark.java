package dev.kiban.bench.http;

import dev.kiban.transcode.ByteSink;
import dev.kiban.transcode.Schema;
import dev.kiban.transcode.Slice;
import dev.kiban.transcode.http.Binding;
import dev.kiban.transcode.http.BindingOptions;
import dev.kiban.transcode.http.HttpRule;
import dev.kiban.transcode.http.RequestBody;
import dev.kiban.transcode.http.RouteTable;
import dev.kiban.transcode.http.RouteTable.Found;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
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

/// From request line and body to the request message: lookup and binding together.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@NullUnmarked
public class BindingBenchmark {
    private static final int MAX_BYTES = 1 << 20;
    private static final String RPC = "dev.kiban.bench.Shop/PutItem";

    /// What a request carries.
    public enum Kind {
        /// `GET /v1/items/m80000000`
        PATH,
        /// The same with `?title=…&price_yen=…`
        QUERY,
        /// The same as a `POST` with a JSON body, which must leave the path's field alone.
        BODY;

        HttpRule rule() {
            return this == BODY
                    ? new HttpRule("POST", "/v1/items/{id}", "*", "")
                    : HttpRule.of("GET", "/v1/items/{id}");
        }

        String query() {
            return this == QUERY ? "title=Denim+jacket&price_yen=3200" : "";
        }

        RequestBody body() {
            return this == BODY
                    ? new RequestBody.Json(
                            Slice.utf8("{\"title\":\"Denim jacket\",\"priceYen\":3200}"))
                    : new RequestBody.Absent();
        }
    }

    @Param public Kind kind;

    private RouteTable<Binding> routes;
    private ByteSink sink;
    private String method;
    private String query;
    private RequestBody body;

    @Setup
    public void setUp() throws IOException {
        Schema schema = schema();
        Binding binding =
                Binding.compile(
                        schema, schema.rpc(RPC).orElseThrow(), kind.rule(), BindingOptions.DEFAULT);
        routes =
                RouteTable.<Binding>builder()
                        .add(binding.httpMethod(), binding.template(), binding)
                        .build();
        sink = new ByteSink(MAX_BYTES);
        method = binding.httpMethod();
        query = kind.query();
        body = kind.body();
    }

    private static Schema schema() throws IOException {
        try (InputStream in = BindingBenchmark.class.getResourceAsStream("/bench.binpb")) {
            return Schema.parse(Objects.requireNonNull(in).readAllBytes());
        }
    }

    @Benchmark
    public ByteSink request() {
        Found<Binding> found = (Found<Binding>) routes.lookup(method, "/v1/items/m80000000");
        found.target().request(found.match(), query, body, sink.reset());
        return sink;
    }
}
