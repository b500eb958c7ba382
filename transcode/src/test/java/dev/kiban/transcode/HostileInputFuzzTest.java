package dev.kiban.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.sun.management.ThreadMXBean;
import dev.kiban.transcode.JsonOptions.Defaults;
import dev.kiban.transcode.JsonOptions.EnumFormat;
import dev.kiban.transcode.JsonOptions.FieldNames;
import dev.kiban.transcode.JsonOptions.UnknownFields;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Damaged input is refused or translated, and nothing else: no other exception, no endless loop,
/// no more memory than the limits allow; what comes out is valid.
///
/// Runs for a moment; for longer with `-Dfuzz.seconds=600`. A failure names the seed:
/// `-Dfuzz.seed=...` starts with it.
class HostileInputFuzzTest {

    private static final int MAX_OUTPUT = 1 << 16;
    private static final Limits LIMITS = new Limits(100, 1 << 16);

    /// Room for the sink while it grows, and for some copies of the input.
    private static final long MAX_ALLOCATED = 4 << 20;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final List<MessageType> TYPES =
            List.of(
                    TestSchemas.ALL,
                    TestSchemas.official("proto2.TestAllTypesProto2"),
                    TestSchemas.official("proto3.TestAllTypesProto3"),
                    TestSchemas.official("editions.TestAllTypesEdition2023"));

    @Test
    void damagedJsonIsRefusedOrBecomesAValidMessage() {
        Fuzzing.run(HostileInputFuzzTest::readDamaged);
    }

    @Test
    void damagedMessagesAreRefusedOrBecomeValidJson() {
        Fuzzing.run(HostileInputFuzzTest::printDamaged);
    }

    private static void readDamaged(Random random) throws InvalidProtocolBufferException {
        MessageType type = TYPES.get(random.nextInt(TYPES.size()));
        JsonOptions options = options(random);
        String valid =
                Oracle.print(
                        message(type, random),
                        Oracle.PRINTERS.get(random.nextInt(Oracle.PRINTERS.size())));
        byte[] json =
                new Mutator(random, Mutator.JSON_WORDS)
                        .mutate(valid.getBytes(StandardCharsets.UTF_8));
        ByteSink wire = new ByteSink(MAX_OUTPUT);

        long before = THREADS.getCurrentThreadAllocatedBytes();
        boolean accepted =
                accepted(() -> reader(options).message(type, Slice.of(json), BodyWatch.NONE, wire));
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;

        assertThat(allocated).isLessThan(MAX_ALLOCATED);
        assertThat(wire.array().length).isLessThanOrEqualTo(MAX_OUTPUT + ByteSink.SLACK);
        if (accepted) {
            DynamicMessage message =
                    DynamicMessage.parseFrom(type.descriptor(), wire.toByteArray());
            requireSameWhenPrinted(type, message, options);
        }
    }

    /// What we have read, we print so that the oracle reads the same.
    private static void requireSameWhenPrinted(
            MessageType type, DynamicMessage message, JsonOptions options) {
        ByteSink json = new ByteSink(Integer.MAX_VALUE >> 1);
        printer(options).message(type, Slice.of(message.toByteArray()), json);
        assertThat(Oracle.canonical(Oracle.read(type, json.slice().toString())))
                .isEqualTo(Oracle.canonical(message));
    }

    private static void printDamaged(Random random) {
        MessageType type = TYPES.get(random.nextInt(TYPES.size()));
        JsonOptions options = options(random);
        byte[] valid = message(type, random).toByteArray();
        byte[] wire = new Mutator(random, Mutator.WIRE_WORDS).mutate(valid);
        ByteSink json = new ByteSink(MAX_OUTPUT);

        long before = THREADS.getCurrentThreadAllocatedBytes();
        boolean accepted = accepted(() -> printer(options).message(type, Slice.of(wire), json));
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;

        assertThat(allocated).isLessThan(MAX_ALLOCATED);
        assertThat(json.array().length).isLessThanOrEqualTo(MAX_OUTPUT + ByteSink.SLACK);
        if (accepted) {
            requireSameAsOracle(type, wire, json.slice());
        }
    }

    /// JSON that we have printed is JSON, and where the oracle reads the bytes too, it says the
    /// same. Both are read again: a `NullValue` of another number than 0 is `null` in JSON, and
    /// then it is 0.
    private static void requireSameAsOracle(MessageType type, byte[] wire, Slice json) {
        JsonCursor in = new JsonCursor(json, JsonOptions.DEFAULT, 1000, PresentPaths.IGNORED);
        JsonSkip.value(in);
        in.requireEnd();
        DynamicMessage message;
        String theirs;
        try {
            message = DynamicMessage.parseFrom(type.descriptor(), wire);
            String printed = Oracle.COMPACT.print(message);
            theirs = Oracle.canonical(Oracle.read(type, printed));
        } catch (InvalidProtocolBufferException | IllegalArgumentException _) {
            return;
        }
        if (hasMisreadEntries(message)) {
            return;
        }
        assertThat(Oracle.canonical(Oracle.read(type, json.toString())))
                .as(HexFormat.of().formatHex(wire))
                .isEqualTo(theirs);
    }

    /// An entry of a map whose value is a number that its closed enum does not have is unknown as a
    /// whole, but `DynamicMessage` gives it the default.
    private static boolean hasMisreadEntries(Message message) {
        for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
            for (Message value : messages(field.getValue())) {
                if (isMisread(field.getKey(), value) || hasMisreadEntries(value)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isMisread(FieldDescriptor field, Message value) {
        return field.isMapField() && !value.getUnknownFields().asMap().isEmpty();
    }

    /// The messages that the value of a field has, if it is made of any.
    private static List<Message> messages(Object value) {
        List<?> values = value instanceof List<?> list ? list : List.of(value);
        return values.stream().filter(Message.class::isInstance).map(Message.class::cast).toList();
    }

    private static boolean accepted(Runnable translation) {
        try {
            translation.run();
            return true;
        } catch (Refusal e) {
            assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(2000);
            return false;
        }
    }

    private static DynamicMessage message(MessageType type, Random random) {
        return new RandomMessages(random, Oracle.ANY_TYPES).message(type.descriptor());
    }

    private static JsonToWire reader(JsonOptions options) {
        return new JsonToWire(TestSchemas.SCHEMA, options, LIMITS);
    }

    private static WireToJson printer(JsonOptions options) {
        return new WireToJson(TestSchemas.SCHEMA, options, LIMITS);
    }

    private static JsonOptions options(Random random) {
        return new JsonOptions(
                oneOf(FieldNames.values(), random),
                oneOf(EnumFormat.values(), random),
                oneOf(Defaults.values(), random),
                oneOf(UnknownFields.values(), random));
    }

    private static <T> T oneOf(T[] values, Random random) {
        return values[random.nextInt(values.length)];
    }
}
