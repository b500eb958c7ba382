package dev.kiban.bench.transcode;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.kiban.transcode.BodyWatch;
import dev.kiban.transcode.ByteSink;
import dev.kiban.transcode.JsonOptions;
import dev.kiban.transcode.JsonToWire;
import dev.kiban.transcode.Limits;
import dev.kiban.transcode.MessageType;
import dev.kiban.transcode.Schema;
import dev.kiban.transcode.Slice;
import dev.kiban.transcode.WireToJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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

/// JSON to wire bytes and back: from a byte array into a byte array, as a gateway does it. Ours has
/// the sink of its connection, theirs makes the arrays that its interface makes. [TranscodeTable]
/// runs it.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 10, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 10, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
@NullUnmarked
public class TranscodeBenchmark {

    private static final int MAX_BYTES = 1 << 20;

    @Param public Sample sample;

    private MessageType type;
    private Descriptor descriptor;
    private byte[] json;
    private byte[] wire;
    private JsonToWire jsonToWire;
    private WireToJson wireToJson;
    private ByteSink sink;
    private JsonFormat.Parser parser;
    private JsonFormat.Printer printer;

    @Setup
    public void setUp() throws InvalidProtocolBufferException {
        Schema schema = Schema.parse(resource("/bench.binpb"));
        type = schema.message(sample.fullName()).orElseThrow();
        descriptor = type.descriptor();
        jsonToWire = new JsonToWire(schema, JsonOptions.DEFAULT, Limits.DEFAULT);
        wireToJson = new WireToJson(schema, JsonOptions.DEFAULT, Limits.DEFAULT);
        sink = new ByteSink(MAX_BYTES);
        parser = JsonFormat.parser();
        printer = JsonFormat.printer().omittingInsignificantWhitespace();
        json = sample.json().getBytes(StandardCharsets.UTF_8);
        wire = jsonToWireByJsonFormat();
        requireSameResults();
    }

    /// A fast codec that says something else has not won anything.
    private void requireSameResults() throws InvalidProtocolBufferException {
        ByteSink ourWire = jsonToWire();
        DynamicMessage ours = DynamicMessage.parseFrom(descriptor, ourWire.toByteArray());
        require(ours.equals(DynamicMessage.parseFrom(descriptor, wire)), "wire bytes");
        String ourJson = wireToJson().slice().toString();
        require(ourJson.equals(sample.json()), "JSON");
        DynamicMessage.Builder readBack = DynamicMessage.newBuilder(descriptor);
        parser.merge(new String(wireToJsonByJsonFormat(), StandardCharsets.UTF_8), readBack);
        require(readBack.build().equals(ours), "JSON of JsonFormat");
    }

    private void require(boolean same, String what) {
        if (!same) {
            throw new IllegalStateException("different " + what + " for " + sample);
        }
    }

    @Benchmark
    public ByteSink jsonToWire() {
        sink.reset();
        jsonToWire.message(type, Slice.of(json), BodyWatch.NONE, sink);
        return sink;
    }

    @Benchmark
    public byte[] jsonToWireByJsonFormat() throws InvalidProtocolBufferException {
        DynamicMessage.Builder builder = DynamicMessage.newBuilder(descriptor);
        parser.merge(new String(json, StandardCharsets.UTF_8), builder);
        return builder.build().toByteArray();
    }

    @Benchmark
    public ByteSink wireToJson() {
        sink.reset();
        wireToJson.message(type, Slice.of(wire), sink);
        return sink;
    }

    @Benchmark
    public byte[] wireToJsonByJsonFormat() throws InvalidProtocolBufferException {
        return printer.print(DynamicMessage.parseFrom(descriptor, wire))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] resource(String name) {
        try (InputStream in =
                Objects.requireNonNull(TranscodeBenchmark.class.getResourceAsStream(name))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
