package dev.kiban.transcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import org.junit.jupiter.api.Test;

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

    private static FileDescriptorSet set(FileDescriptorProto... files) {
        return FileDescriptorSet.newBuilder().addAllFile(java.util.List.of(files)).build();
    }

    private static FileDescriptorProto file(String name, String message, String... imports) {
        return FileDescriptorProto.newBuilder()
                .setName(name)
                .setSyntax("proto3")
                .addAllDependency(java.util.List.of(imports))
                .addMessageType(DescriptorProto.newBuilder().setName(message))
                .build();
    }
}
