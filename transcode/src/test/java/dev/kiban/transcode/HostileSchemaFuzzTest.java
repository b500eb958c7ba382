package dev.kiban.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.kiban.transcode.JsonOptions.Defaults;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Descriptor sets come from upstreams too, by reflection: one that does not hold together is a
/// [SchemaFault], and one that does is used without harm, however odd it is.
class HostileSchemaFuzzTest {

    private static final Limits LIMITS = new Limits(100, 1 << 20);
    private static final JsonOptions PRINTING_DEFAULTS = JsonOptions.DEFAULT.with(Defaults.PRINT);
    private static final FileDescriptorSet VALID = valid();
    private static final byte[] VALID_BYTES = VALID.toByteArray();

    @Test
    void damagedDescriptorSetsAreRefusedOrUsable() {
        Fuzzing.run(
                random -> use(new Mutator(random, Mutator.WIRE_WORDS).mutate(VALID_BYTES), random));
    }

    @Test
    void descriptorsWithOddPartsAreRefusedOrUsable() {
        Fuzzing.run(
                random -> {
                    OddDescriptors odd = new OddDescriptors(random);
                    use(odd.of(VALID).toByteArray(), random);
                });
    }

    /// The schema of the tests without the files of protobuf, which all schemas have.
    private static FileDescriptorSet valid() {
        FileDescriptorSet.Builder set = FileDescriptorSet.newBuilder();
        try {
            FileDescriptorSet.parseFrom(TestSchemas.resource("/protos.binpb"))
                    .getFileList()
                    .stream()
                    .filter(file -> file.getPackage().equals("kiban.test") || isHttpBody(file))
                    .forEach(set::addFile);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
        return set.build();
    }

    private static boolean isHttpBody(FileDescriptorProto file) {
        return file.getName().equals("google/api/httpbody.proto");
    }

    private static void use(byte[] descriptorSet, Random random) {
        Schema schema;
        try {
            schema = Schema.parse(descriptorSet);
        } catch (SchemaFault e) {
            assertThat(e.getMessage()).isNotBlank();
            return;
        }
        for (MessageType type : List.of(TestSchemas.ALL, TestSchemas.message("Envelope"))) {
            RandomMessages messages = new RandomMessages(random, Oracle.ANY_TYPES);
            DynamicMessage message = messages.message(type.descriptor());
            schema.message(type.fullName()).ifPresent(odd -> translate(schema, odd, message));
        }
    }

    /// Both ways: refused or not, by a schema that is odd or not.
    private static void translate(Schema schema, MessageType type, DynamicMessage message) {
        String json = Oracle.print(message, Oracle.COMPACT);
        Slice wire = Slice.of(message.toByteArray());
        tolerant(
                () ->
                        new WireToJson(schema, PRINTING_DEFAULTS, LIMITS)
                                .message(type, wire, new ByteSink(1 << 20)));
        tolerant(
                () ->
                        new JsonToWire(schema, JsonOptions.DEFAULT, LIMITS)
                                .message(
                                        type,
                                        Slice.of(json.getBytes(StandardCharsets.UTF_8)),
                                        BodyWatch.NONE,
                                        new ByteSink(1 << 20)));
    }

    private static void tolerant(Runnable translation) {
        try {
            translation.run();
        } catch (Refusal e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
