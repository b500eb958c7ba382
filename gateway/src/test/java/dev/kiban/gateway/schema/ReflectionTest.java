package dev.kiban.gateway.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import dev.kiban.definition.Address;
import dev.kiban.gateway.schema.Reflection.Target;
import dev.kiban.gateway.schema.ReflectionCalls.Outcome;
import dev.kiban.transcode.Schema;
import dev.kiban.transcode.http.GrpcCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReflectionTest {
    private static final Target TARGET =
            new Target(new Address("127.0.0.1", 9101), Optional.empty(), Duration.ofSeconds(5));

    @Test
    void fetchesWhatTheFilesImportUntilNothingIsMissing() {
        FakeReflection server =
                new FakeReflection()
                        .with(file("a", "b"), file("b", "c"), file("c"), service("item", "a"));

        FileDescriptorSet files = Reflection.fetch(server, TARGET);

        assertThat(names(files)).containsExactly("a.proto", "b.proto", "c.proto", "item.proto");
        assertThat(Schema.of(files).rpc("x.item/Get")).isPresent();
    }

    @Test
    void fallsBackToVersionV1Alpha() {
        FakeReflection server =
                new FakeReflection().with(file("a"), service("item", "a")).knowingOnly("v1alpha");

        assertThat(names(Reflection.fetch(server, TARGET))).contains("item.proto");
    }

    @Test
    void asksForEachFileOnceAndNotForReflectionItself() {
        FakeReflection server =
                new FakeReflection().with(file("a"), service("item", "a"), service("order", "a"));

        Reflection.fetch(server, TARGET);

        assertThat(server.asked).containsExactly("*", "x.item", "x.order", "a.proto");
    }

    @Test
    void doesWithoutTheWellKnownFilesThatAServerDoesNotGive() {
        FakeReflection server =
                new FakeReflection().with(file("a", "google/protobuf/empty"), service("item", "a"));

        Schema schema = Schema.of(Reflection.fetch(server, TARGET));

        assertThat(schema.message("google.protobuf.Empty")).isPresent();
    }

    @Test
    void leavesOutAServiceWithoutFile() {
        FakeReflection server = new FakeReflection().with(file("a"), service("item", "a"));
        ReflectionCalls forgetful =
                call ->
                        server.call(call) instanceof Outcome.Replies(List<byte[]> replies)
                                        && call.requests().size() == 1
                                ? new Outcome.Replies(replies)
                                : server.call(call);

        assertThat(names(Reflection.fetch(forgetful, TARGET))).contains("item.proto");
    }

    @Test
    void namesTheImportThatIsMissing() {
        FakeReflection server = new FakeReflection().with(service("item", "gone"));

        assertFails(server, "does not give the imported file 'gone.proto': no such thing");
    }

    @Test
    void saysThatAServerDoesNotServeReflection() {
        assertFails(
                call -> new Outcome.Failed(GrpcCode.UNIMPLEMENTED, "unknown service"),
                "it does not serve reflection");
    }

    @Test
    void passesOnWhyACallFailed() {
        assertFails(
                call -> new Outcome.Failed(GrpcCode.UNAVAILABLE, "connection refused"),
                "UNAVAILABLE: connection refused");
    }

    @Test
    void refusesAServerWithoutServices() {
        assertFails(new FakeReflection(), "it has no services");
    }

    @Test
    void refusesRepliesThatAreNone() {
        assertFails(
                call -> new Outcome.Replies(List.of(new byte[] {0x0f, 1, 2})),
                "something else than reflection replies");
        assertFails(call -> new Outcome.Replies(List.of()), "0 replies to 1 requests");
    }

    @Test
    void refusesMoreServicesThanTheLimit() {
        FakeReflection server = new FakeReflection();
        IntStream.rangeClosed(0, Reflection.MAX_SERVICES)
                .forEach(i -> server.with(service("item" + i)));

        assertFails(server, "1001 services, more than 1000");
    }

    @Test
    void givesUpOnAServerThatInventsImportsForEver() {
        AtomicInteger count = new AtomicInteger();
        FakeReflection server = new FakeReflection().with(service("item", "f0"));
        ReflectionCalls inventor =
                call -> {
                    int next = count.incrementAndGet();
                    server.with(file("f" + next, "f" + (next + 1)), file("f0", "f1"));
                    return server.call(call);
                };

        assertFails(inventor, "too deep");
    }

    private static void assertFails(ReflectionCalls calls, String reason) {
        assertThatThrownBy(() -> Reflection.fetch(calls, TARGET))
                .isInstanceOf(ReflectionFailure.class)
                .hasMessageContaining(reason);
    }

    private static List<String> names(FileDescriptorSet files) {
        return files.getFileList().stream().map(FileDescriptorProto::getName).toList();
    }

    private static FileDescriptorProto file(String name, String... imports) {
        return proto(name, imports)
                .addMessageType(DescriptorProto.newBuilder().setName("In_" + name))
                .build();
    }

    private static FileDescriptorProto service(String name, String... imports) {
        String message = ".x." + name + "Message";
        return proto(name, imports)
                .addMessageType(DescriptorProto.newBuilder().setName(name + "Message"))
                .addService(
                        ServiceDescriptorProto.newBuilder()
                                .setName(name)
                                .addMethod(
                                        MethodDescriptorProto.newBuilder()
                                                .setName("Get")
                                                .setInputType(message)
                                                .setOutputType(message)))
                .build();
    }

    private static FileDescriptorProto.Builder proto(String name, String... imports) {
        FileDescriptorProto.Builder file =
                FileDescriptorProto.newBuilder()
                        .setName(name + ".proto")
                        .setPackage("x")
                        .setSyntax("proto3");
        for (String imported : imports) {
            file.addDependency(imported + ".proto");
        }
        return file;
    }
}
