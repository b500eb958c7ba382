package dev.kiban.gateway.schema;

import static dev.kiban.gateway.schema.Snapshot.ITEM;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.AnyProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.StructProto;
import dev.kiban.definition.Definitions;
import dev.kiban.gateway.SchemaState;
import dev.kiban.kernel.ServiceName;
import dev.kiban.runtime.http.Transport;
import dev.kiban.runtime.telemetry.log.Log;
import dev.kiban.testkit.Eventually;
import dev.kiban.transcode.Schema;
import io.grpc.protobuf.services.ChannelzService;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionService;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaSourcesTest {
    private static final String HEALTH = "grpc.health.v1.Health/Check";
    private static final String CHANNELZ = "grpc.channelz.v1.Channelz/GetServers";

    @TempDir private Path directory;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Refreshes refreshes = new Refreshes();
    private final Transport transport = Transport.start(1);
    private final SchemaSources sources =
            new SchemaSources(
                    new HttpReflectionCalls(transport.loops().getFirst()),
                    new RetryPauses(Duration.ofMillis(5), Duration.ofMillis(20)),
                    refreshes,
                    Log.to(lines::add));

    @AfterEach
    void stopAsking() {
        sources.close();
        transport.close();
    }

    @Test
    void readsADescriptorSetFile() throws IOException {
        Definitions definitions =
                Snapshot.of(Snapshot.withFile("item", descriptorSet("item.binpb")));

        assertThat(schema(definitions).message("google.protobuf.Struct")).isPresent();
    }

    @Test
    void sharesOneSchemaAmongFilesOfTheSameContent() throws IOException {
        Definitions definitions =
                Snapshot.of(
                        Snapshot.withFile("item", descriptorSet("item.binpb")),
                        Snapshot.withFile("order", descriptorSet("order.binpb")));

        var schemas = sources.load(definitions);

        assertThat(schemas.of(ITEM)).isEqualTo(schemas.of(new ServiceName("order")));
        assertThat(sources.load(definitions)).isEqualTo(schemas);
    }

    @Test
    void readsAFileAgainThatHasChanged() throws IOException {
        Path file = descriptorSet("item.binpb");
        Definitions definitions = Snapshot.of(Snapshot.withFile("item", file));
        Schema before = schema(definitions);

        Files.write(file, setOf(AnyProto.getDescriptor().toProto()));

        assertThat(schema(definitions)).isNotSameAs(before);
    }

    @Test
    void saysWhyAFileCannotBeUsedAndWhereItIsNamed() throws IOException {
        Path missing = directory.resolve("none.binpb");
        Path empty = Files.createFile(directory.resolve("empty.binpb"));
        Path junk = Files.writeString(directory.resolve("junk.binpb"), "junk");

        assertThat(problem(missing)).contains("item.yaml:3:5", "none.binpb' cannot be read");
        assertThat(problem(empty)).contains("empty.binpb' is empty");
        assertThat(problem(junk)).contains("junk.binpb' cannot be used");
    }

    @Test
    void namesTheFilesThatSchemasComeFrom() throws IOException {
        Path file = descriptorSet("item.binpb");

        assertThat(
                        SchemaSources.files(
                                Snapshot.of(
                                        Snapshot.withFile("item", file),
                                        Snapshot.reflecting("order", 9))))
                .containsExactly(file);
    }

    @Test
    void asksAServerThatSpeaksVersion1() {
        try (ReflectingServer server =
                ReflectingServer.on(
                        0,
                        ChannelzService.newInstance(10),
                        ProtoReflectionServiceV1.newInstance())) {
            Schema schema = schema(Snapshot.of(Snapshot.reflecting("item", server.port())));

            assertThat(schema.rpc(CHANNELZ)).isPresent();
            assertThat(schema.message("google.protobuf.Any")).as("imported").isPresent();
        }
    }

    @Test
    @SuppressWarnings("deprecation") // the old version is the point
    void asksAServerThatSpeaksVersion1AlphaOnly() {
        try (ReflectingServer server =
                ReflectingServer.on(
                        0,
                        new HealthStatusManager().getHealthService(),
                        ProtoReflectionService.newInstance())) {
            assertThat(schema(Snapshot.of(Snapshot.reflecting("item", server.port()))).rpc(HEALTH))
                    .isPresent();
        }
    }

    @Test
    void saysThatAServerServesNoReflection() {
        try (ReflectingServer server =
                ReflectingServer.on(0, new HealthStatusManager().getHealthService())) {
            assertNotLoaded(
                    Snapshot.of(Snapshot.reflecting("item", server.port())),
                    "does not serve reflection");
        }
    }

    @Test
    void triesAgainUntilTheServerIsUp() throws IOException {
        int port = freePort();
        Definitions definitions = Snapshot.of(Snapshot.reflecting("item", port));
        assertNotLoaded(definitions, "127.0.0.1:" + port);

        try (ReflectingServer _ = health(port)) {
            Eventually.passes(() -> assertThat(sources.changed()).isTrue());
            Eventually.passes(() -> assertThat(schema(definitions).rpc(HEALTH)).isPresent());
        }
    }

    @Test
    void keepsTheLastGoodSchemaWhenTheServerGoesAndLogsItOnce() {
        ReflectingServer server = health(0);
        Definitions definitions = Snapshot.of(Snapshot.reflecting("item", server.port()));
        Schema before = schema(definitions);

        server.close();
        int failuresSoFar = refreshes.failures.get();
        Eventually.passes(
                () -> assertThat(refreshes.failures).hasValueGreaterThan(failuresSoFar + 2));

        assertThat(sources.changed()).isFalse();
        assertThat(schema(definitions)).isSameAs(before);
        assertThat(lines)
                .singleElement()
                .asString()
                .contains("Upstream does not give its schema", "service=item");
    }

    @Test
    void takesUpAServersNewSchemaWithoutRestart() {
        ReflectingServer first = health(0);
        int port = first.port();
        Definitions definitions = Snapshot.of(Snapshot.reflecting("item", port));
        assertThat(schema(definitions).rpc(CHANNELZ)).isEmpty();

        first.close();
        try (ReflectingServer _ =
                ReflectingServer.on(
                        port,
                        ChannelzService.newInstance(10),
                        ProtoReflectionServiceV1.newInstance())) {
            Eventually.passes(() -> assertThat(sources.changed()).isTrue());

            assertThat(schema(definitions).rpc(CHANNELZ)).isPresent();
        }
    }

    @Test
    void keepsTheSchemaWhenTheAddressChangesUntilTheNewOneAnswers() throws IOException {
        try (ReflectingServer server = health(0)) {
            Schema before = schema(Snapshot.of(Snapshot.reflecting("item", server.port())));

            assertThat(schema(Snapshot.of(Snapshot.reflecting("item", freePort()))))
                    .isSameAs(before);
        }
    }

    @Test
    void stopsAskingForAServiceThatIsGone() throws IOException {
        Definitions definitions = Snapshot.of(Snapshot.reflecting("item", freePort()));
        sources.load(definitions);
        ReflectedSchema asking = sources.reflected(ITEM).orElseThrow();

        sources.load(definitions);
        assertThat(sources.reflected(ITEM)).as("still wanted").containsSame(asking);

        assertThat(sources.load(Snapshot.of()).states()).isEmpty();
        assertThat(sources.reflected(ITEM)).isEmpty();
        Eventually.passes(() -> assertThat(asking.isAsking()).isFalse());
    }

    /// Loads until the schema is there: on a busy machine the first answer may be late.
    private Schema schema(Definitions definitions) {
        Eventually.passes(
                () ->
                        assertThat(sources.load(definitions).of(ITEM))
                                .isInstanceOf(SchemaState.Loaded.class));
        return ((SchemaState.Loaded) sources.load(definitions).of(ITEM)).schema();
    }

    private void assertNotLoaded(Definitions definitions, String reason) {
        Eventually.passes(
                () ->
                        assertThat(sources.load(definitions).of(ITEM))
                                .isInstanceOfSatisfying(
                                        SchemaState.NotLoaded.class,
                                        state -> assertThat(state.reason()).contains(reason)));
    }

    private String problem(Path file) {
        return sources.load(Snapshot.of(Snapshot.withFile("item", file))).of(ITEM).toString();
    }

    private Path descriptorSet(String name) throws IOException {
        return Files.write(directory.resolve(name), setOf(StructProto.getDescriptor().toProto()));
    }

    private static byte[] setOf(com.google.protobuf.DescriptorProtos.FileDescriptorProto file) {
        return FileDescriptorSet.newBuilder().addFile(file).build().toByteArray();
    }

    private static ReflectingServer health(int port) {
        return ReflectingServer.on(
                port,
                new HealthStatusManager().getHealthService(),
                ProtoReflectionServiceV1.newInstance());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static final class Refreshes implements RefreshReport {
        final AtomicInteger failures = new AtomicInteger();

        @Override
        public void refreshed(ServiceName service) {}

        @Override
        public void failed(ServiceName service) {
            failures.incrementAndGet();
        }
    }
}
