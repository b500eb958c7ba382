package dev.kiban.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.util.JsonFormat;
import dev.kiban.transcode.JsonOptions.Defaults;
import dev.kiban.transcode.JsonOptions.EnumFormat;
import dev.kiban.transcode.JsonOptions.FieldNames;
import dev.kiban.transcode.JsonOptions.UnknownFields;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// On random messages of proto2, proto3 and editions, the codec says the same as
/// protobuf-java-util.
class CodecPropertyTest {

    /// Each is a large message; [HostileInputFuzzTest] is the one to run for long.
    private static final int TRIES = 200;

    private static final List<MessageType> TYPES =
            List.of(
                    TestSchemas.ALL,
                    TestSchemas.official("proto2.TestAllTypesProto2"),
                    TestSchemas.official("proto3.TestAllTypesProto3"),
                    TestSchemas.official("editions.TestAllTypesEdition2023"));

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void printsWhatTheOracleReadsAsTheSameMessage(@ForAll("cases") Case c) {
        String json = Codec.toJson(c.type, c.message.toByteArray(), c.options);

        assertThat(Oracle.canonical(Oracle.read(c.type, json)))
                .as(json)
                .isEqualTo(Oracle.canonical(c.message));
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void readsWhatTheOraclePrints(@ForAll("cases") Case c) {
        for (JsonFormat.Printer printer : Oracle.PRINTERS) {
            String json = Oracle.print(c.message, printer);

            byte[] wire = Codec.toWire(c.type, json, c.options);

            assertThat(Oracle.canonical(Oracle.read(c.type, wire)))
                    .as(json)
                    .isEqualTo(Oracle.canonical(Oracle.read(c.type, json)));
        }
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void readsWhatItPrints(@ForAll("cases") Case c) {
        String json = Codec.toJson(c.type, c.message.toByteArray(), c.options);

        byte[] wire = Codec.toWire(c.type, json);

        assertThat(Oracle.canonical(Oracle.read(c.type, wire)))
                .as(json)
                .isEqualTo(Oracle.canonical(c.message));
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void printsTwoMessagesInARowAsOneMerged(@ForAll("cases") Case c) {
        DynamicMessage other = message(c.type, new Random(c.seed + 1));
        byte[] wire = c.message.toByteString().concat(other.toByteString()).toByteArray();
        DynamicMessage merged = Oracle.read(c.type, wire);
        Assume.that(isSayable(merged));

        String json = Codec.toJson(c.type, wire, c.options);

        assertThat(Oracle.canonical(Oracle.read(c.type, json)))
                .as(json)
                .isEqualTo(Oracle.canonical(merged));
    }

    /// The parts of two durations may have different signs; an `Any` may have the type of the one
    /// and the value of the other.
    private static boolean isSayable(DynamicMessage message) {
        try {
            Oracle.canonical(message);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void printsFieldsInAnyOrder(@ForAll("cases") Case c) throws IOException {
        byte[] wire = scattered(c.message, new Random(c.seed));

        String json = Codec.toJson(c.type, wire, c.options);

        assertThat(Oracle.canonical(Oracle.read(c.type, json)))
                .as(json)
                .isEqualTo(Oracle.canonical(Oracle.read(c.type, wire)));
    }

    /// The top-level fields of a message, each element for itself, in a random order.
    private static byte[] scattered(DynamicMessage message, Random random) throws IOException {
        List<ByteString> pieces = new ArrayList<>();
        for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
            List<?> values =
                    field.getKey().isRepeated()
                            ? (List<?>) field.getValue()
                            : List.of(field.getValue());
            for (Object value : values) {
                DynamicMessage.Builder piece =
                        DynamicMessage.newBuilder(message.getDescriptorForType());
                if (field.getKey().isRepeated()) {
                    piece.addRepeatedField(field.getKey(), value);
                } else {
                    piece.setField(field.getKey(), value);
                }
                pieces.add(piece.buildPartial().toByteString());
            }
        }
        Collections.shuffle(pieces, random);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        for (ByteString piece : pieces) {
            out.writeRawBytes(piece);
        }
        out.flush();
        return bytes.toByteArray();
    }

    @Provide
    Arbitrary<Case> cases() {
        return Combinators.combine(Arbitraries.of(TYPES), options(), Arbitraries.longs())
                .as(Case::new);
    }

    private static Arbitrary<JsonOptions> options() {
        return Combinators.combine(
                        Arbitraries.of(FieldNames.values()),
                        Arbitraries.of(EnumFormat.values()),
                        Arbitraries.of(Defaults.values()),
                        Arbitraries.of(UnknownFields.values()))
                .as(JsonOptions::new);
    }

    private static DynamicMessage message(MessageType type, Random random) {
        return new RandomMessages(random, Oracle.ANY_TYPES).message(type.descriptor());
    }

    static final class Case {

        final MessageType type;
        final JsonOptions options;
        final long seed;
        final DynamicMessage message;

        Case(MessageType type, JsonOptions options, long seed) {
            this.type = type;
            this.options = options;
            this.seed = seed;
            this.message = message(type, new Random(seed));
        }

        @Override
        public String toString() {
            return type + " of seed " + seed + " with " + options + ": " + message;
        }
    }
}
