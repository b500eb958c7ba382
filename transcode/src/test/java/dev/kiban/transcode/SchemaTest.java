package dev.kiban.transcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.TimestampProto;
import com.google.protobuf.WrappersProto;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaTest {

    @Test
    void findsMessagesAndRpcsByTheirNames() {
        Schema schema = TestSchemas.SCHEMA;

        assertThat(schema.message("kiban.test.Shelf").orElseThrow().fullName())
                .isEqualTo("kiban.test.Shelf");
        assertThat(schema.message("kiban.test.Nope")).isEmpty();
        Rpc watch = schema.rpc("kiban.test.Library/WatchBooks").orElseThrow();
        assertThat(watch.input().fullName()).isEqualTo("kiban.test.Shelf");
        assertThat(watch.output().fullName()).isEqualTo("kiban.test.Book");
        assertThat(watch.serverStreaming()).isTrue();
        assertThat(watch.clientStreaming()).isFalse();
        assertThat(schema.rpcs())
                .extracting(Rpc::fullName)
                .contains("kiban.test.Library/GetShelf", "kiban.test.Library/WatchBooks");
    }

    @Test
    void alwaysKnowsTheWellKnownMessages() {
        Schema empty = Schema.of(FileDescriptorSet.getDefaultInstance());

        assertThat(empty.message("google.protobuf.Timestamp")).isPresent();
        assertThat(empty.message("google.protobuf.Struct")).isPresent();
    }

    @Test
    void takesFilesInAnyOrder() {
        FileDescriptorSet set =
                FileDescriptorSet.newBuilder()
                        .addFile(file("b.proto", "B", "a.proto"))
                        .addFile(file("a.proto", "A"))
                        .build();

        assertThat(Schema.of(set).message("A")).isPresent();
        assertThat(Schema.of(set).message("B")).isPresent();
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> Schema.of(set(file("b.proto", "B", "a.proto"))))
                .isInstanceOf(SchemaFault.class)
                .hasMessage(
                        "'b.proto' imports 'a.proto', which is not in the descriptor set: make the set with imports"
                                + " (protoc --include_imports, buf build)");
    }

    @Test
    void refusesCircles() {
        assertThatThrownBy(
                        () ->
                                Schema.of(
                                        set(
                                                file("a.proto", "A", "b.proto"),
                                                file("b.proto", "B", "a.proto"))))
                .isInstanceOf(SchemaFault.class)
                .hasMessageContaining("imports itself, by way of others");
    }

    @Test
    void refusesTwoFilesOfOneName() {
        assertThatThrownBy(() -> Schema.of(set(file("a.proto", "A"), file("a.proto", "B"))))
                .isInstanceOf(SchemaFault.class)
                .hasMessage("the descriptor set has two different files 'a.proto'");
        assertThat(Schema.of(set(file("a.proto", "A"), file("a.proto", "A"))).message("A"))
                .isPresent();
    }

    @Test
    void refusesTwoMessagesOfOneName() {
        assertThatThrownBy(() -> Schema.of(set(file("a.proto", "A"), file("b.proto", "A"))))
                .isInstanceOf(SchemaFault.class)
                .hasMessage("'a.proto' and 'b.proto' both define 'A'");
    }

    @Test
    void refusesWhatIsNoDescriptorSet() {
        assertThatThrownBy(() -> Schema.parse(new byte[] {1, 2, 3}))
                .isInstanceOf(SchemaFault.class)
                .hasMessageStartingWith("this is not a descriptor set: ");
        FileDescriptorProto broken =
                file("a.proto", "A").toBuilder()
                        .setMessageType(
                                0,
                                DescriptorProto.newBuilder()
                                        .setName("A")
                                        .addField(
                                                FieldDescriptorProto.newBuilder()
                                                        .setName("x")
                                                        .setNumber(1)
                                                        .setType(
                                                                FieldDescriptorProto.Type
                                                                        .TYPE_MESSAGE)
                                                        .setTypeName(".Nope")))
                        .build();
        assertThatThrownBy(() -> Schema.of(set(broken)))
                .isInstanceOf(SchemaFault.class)
                .hasMessageStartingWith("'a.proto' is not valid: ");
    }

    @Test
    void refusesFieldsWithoutATypeAndNumbersThatAreTooLarge() {
        FieldDescriptorProto.Builder untyped = FieldDescriptorProto.newBuilder().setNumber(1);
        FieldDescriptorProto.Builder huge =
                field(
                        "x",
                        Integer.MAX_VALUE,
                        FieldDescriptorProto.Type.TYPE_STRING,
                        Label.LABEL_OPTIONAL);

        assertThatThrownBy(() -> Schema.of(set(fileWith(untyped.setName("x")))))
                .isInstanceOf(SchemaFault.class)
                .hasMessageStartingWith("'m.proto' cannot be linked: ");
        assertThatThrownBy(() -> Schema.of(set(fileWith(huge))))
                .isInstanceOf(SchemaFault.class)
                .hasMessage("'m.proto' is not valid: 'M' has a field number larger than 536870911");
    }

    private static FileDescriptorProto fileWith(FieldDescriptorProto.Builder field) {
        return FileDescriptorProto.newBuilder()
                .setName("m.proto")
                .addMessageType(DescriptorProto.newBuilder().setName("M").addField(field))
                .build();
    }

    @Test
    void refusesImportsThatGoOnAndOn() {
        FileDescriptorSet.Builder set = FileDescriptorSet.newBuilder();
        for (int i = 0; i < 600; i++) {
            set.addFile(file("f" + i + ".proto", "M" + i, "f" + (i + 1) + ".proto"));
        }
        set.addFile(file("f600.proto", "M600"));

        assertThatThrownBy(() -> Schema.of(set.build()))
                .isInstanceOf(SchemaFault.class)
                .hasMessage("'f500.proto' is at the end of too long a chain of imports");
    }

    @Test
    void takesWellKnownMessagesFromAnyFile() {
        FileDescriptorProto moved =
                TimestampProto.getDescriptor().toProto().toBuilder()
                        .setName("third_party/timestamp.proto")
                        .build();

        Schema schema = Schema.of(set(moved));

        assertThat(schema.message("google.protobuf.Timestamp").orElseThrow().descriptor().getFile())
                .extracting(FileDescriptor::getName)
                .isEqualTo("third_party/timestamp.proto");
        assertThat(schema.message("google.protobuf.Duration")).isPresent();
    }

    @Test
    void refusesWellKnownMessagesOfAnotherForm() {
        FileDescriptorProto.Builder wrappers = WrappersProto.getDescriptor().toProto().toBuilder();
        wrappers.getMessageTypeBuilder(0)
                .getFieldBuilder(0)
                .setType(FieldDescriptorProto.Type.TYPE_STRING);

        assertThatThrownBy(() -> Schema.of(set(wrappers.build())))
                .isInstanceOf(SchemaFault.class)
                .hasMessage(
                        "'google/protobuf/wrappers.proto' is not valid: 'google.protobuf.DoubleValue'"
                                + " has other fields than protobuf says");
    }

    @ParameterizedTest
    @MethodSource("oddEntries")
    void refusesEntriesOfMapsThatAreNone(DescriptorProto.Builder entry) {
        DescriptorProto map =
                DescriptorProto.newBuilder()
                        .setName("M")
                        .addNestedType(
                                entry.setName("E")
                                        .setOptions(MessageOptions.newBuilder().setMapEntry(true)))
                        .addField(
                                field(
                                                "map",
                                                1,
                                                FieldDescriptorProto.Type.TYPE_MESSAGE,
                                                Label.LABEL_REPEATED)
                                        .setTypeName(".M.E"))
                        .build();
        FileDescriptorProto file =
                FileDescriptorProto.newBuilder().setName("m.proto").addMessageType(map).build();

        assertThatThrownBy(() -> Schema.of(set(file)))
                .isInstanceOf(SchemaFault.class)
                .hasMessage(
                        "'m.proto' is not valid: 'M.E' is an entry of a map, but not of the form of one");
    }

    static Stream<DescriptorProto.Builder> oddEntries() {
        Supplier<FieldDescriptorProto.Builder> key =
                () -> field("key", 1, FieldDescriptorProto.Type.TYPE_STRING, Label.LABEL_OPTIONAL);
        Supplier<FieldDescriptorProto.Builder> value =
                () ->
                        field(
                                "value",
                                2,
                                FieldDescriptorProto.Type.TYPE_STRING,
                                Label.LABEL_OPTIONAL);
        return Stream.of(
                entry(),
                entry(key.get()),
                entry(value.get()),
                entry(key.get(), value.get().setNumber(3)),
                entry(key.get().setType(FieldDescriptorProto.Type.TYPE_DOUBLE), value.get()),
                entry(key.get().setType(FieldDescriptorProto.Type.TYPE_BYTES), value.get()),
                entry(key.get(), value.get().setLabel(Label.LABEL_REPEATED)),
                entry(key.get().setLabel(Label.LABEL_REPEATED), value.get()),
                entry(key.get(), value.get(), value.get().setName("more").setNumber(3)));
    }

    private static DescriptorProto.Builder entry(FieldDescriptorProto.Builder... fields) {
        DescriptorProto.Builder entry = DescriptorProto.newBuilder();
        Stream.of(fields).forEach(entry::addField);
        return entry;
    }

    private static FieldDescriptorProto.Builder field(
            String name, int number, FieldDescriptorProto.Type type, Label label) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setType(type)
                .setLabel(label);
    }

    private static FileDescriptorSet set(FileDescriptorProto... files) {
        return FileDescriptorSet.newBuilder().addAllFile(List.of(files)).build();
    }

    private static FileDescriptorProto file(String name, String message, String... imports) {
        return FileDescriptorProto.newBuilder()
                .setName(name)
                .setSyntax("proto3")
                .addAllDependency(List.of(imports))
                .addMessageType(DescriptorProto.newBuilder().setName(message))
                .build();
    }
}
