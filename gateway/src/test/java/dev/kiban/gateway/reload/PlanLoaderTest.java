package dev.kiban.gateway.reload;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.kiban.definition.Problem;
import dev.kiban.gateway.schema.FakeReflection;
import dev.kiban.gateway.schema.ReflectionCalls;
import dev.kiban.gateway.schema.ReflectionCalls.Outcome;
import dev.kiban.gateway.schema.RefreshReport;
import dev.kiban.gateway.schema.SchemaSources;
import dev.kiban.kernel.ServiceName;
import dev.kiban.runtime.telemetry.log.Log;
import dev.kiban.testkit.Eventually;
import dev.kiban.transcode.http.GrpcCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanLoaderTest {
    private static final Instant NOW = Instant.parse("2026-11-21T14:38:18Z");

    private static final String REFLECTING =
            """
            apiVersion: kiban.dev/v1
            kind: Service
            metadata: {name: shop}
            spec:
              owner: shop-team
              tier: standard
              schema: {reflection: {}}
              upstream: {protocol: grpc, addresses: ["127.0.0.1:9101"]}
              gateway:
                routes:
                  - grpc: {service: kiban.test.Shop, methods: [%s]}
                    access: anyone
            """;

    @TempDir private Path directory;
    private final List<SchemaSources> opened = new ArrayList<>();
    private ShopDirectory shop;
    private PlanLoader loader;

    @BeforeEach
    void fill() {
        shop = new ShopDirectory(directory).fill(9101);
        loader = loader(call -> new Outcome.Failed(GrpcCode.UNAVAILABLE, "nobody is there"));
    }

    @AfterEach
    void stopAsking() {
        opened.forEach(SchemaSources::close);
    }

    @Test
    void compilesADirectory() {
        LivePlan live = compiled(loader.load());

        assertThat(live.generation()).isEqualTo(1);
        assertThat(live.loadedAt()).isEqualTo(NOW);
        assertThat(live.plan().routes())
                .extracting(route -> route.method() + " " + route.path())
                .contains("GET /v1/items/{id}");
    }

    @Test
    void isNotDueWhileNothingChanges() {
        loader.load();
        loader.isDue(); // the schema file was not looked at before
        loader.isDue();
        loader.load();

        assertThat(isDue()).isFalse();
    }

    @Test
    void compilesAgainWhenADefinitionChanges() {
        loader.load();

        shop.writeService("shop.yaml", "shop.binpb", 9109);

        assertThat(isDue()).isTrue();
        LivePlan live = compiled(loader.load());
        assertThat(live.generation()).isEqualTo(2);
        assertThat(live.plan().upstreams().toString()).contains("9109");
    }

    @Test
    void compilesAgainWhenADescriptorSetChanges() {
        loader.load();
        settle();

        FileDescriptorProto more = FileDescriptorProto.newBuilder().setName("more.proto").build();
        byte[] added = FileDescriptorSet.newBuilder().addFile(more).build().toByteArray();
        byte[] before = ShopDirectory.descriptors();
        byte[] both = java.util.Arrays.copyOf(before, before.length + added.length);
        System.arraycopy(added, 0, both, before.length, added.length);
        shop.write("shop.binpb", both);

        assertThat(isDue()).isTrue();
        assertThat(compiled(loader.load()).generation()).isEqualTo(2);
    }

    @Test
    void keepsThePlanWhenFilesAreOnlyTouched() throws IOException {
        loader.load();
        settle();

        Files.setLastModifiedTime(directory.resolve("shop.yaml"), FileTime.from(NOW));

        assertThat(isDue()).isTrue();
        assertThat(loader.load()).isInstanceOf(Reload.Unchanged.class);
    }

    @Test
    void saysWhatIsWrongAndWhere() {
        loader.load();

        shop.write("broken.yaml", "apiVersion: kiban.dev/v1\nkind: Teem\n");

        assertThat(isDue()).isTrue();
        assertThat(problem(loader.load())).contains("broken.yaml:2:7", "Teem");
    }

    @Test
    void saysWhatThePlanFindsWrong() {
        shop.write("shop.binpb", new byte[] {1, 2, 3});

        assertThat(problem(loader.load())).contains("shop.yaml:8", "shop.binpb' cannot be used");
    }

    @Test
    void isUnchangedWhenAMistakeIsTakenBack() throws IOException {
        loader.load();
        shop.write("broken.yaml", "kind: Teem");
        settle();
        loader.load();

        Files.delete(directory.resolve("broken.yaml"));

        assertThat(isDue()).isTrue();
        assertThat(loader.load()).isInstanceOf(Reload.Unchanged.class);
    }

    @Test
    void noticesWhenAFileAppearsThatWasMissing() {
        shop.writeService("shop.yaml", "new.descriptors", 9101);
        assertThat(problem(loader.load())).contains("new.descriptors");
        settle();

        shop.write("new.descriptors", ShopDirectory.descriptors());

        assertThat(isDue()).isTrue();
        assertThat(compiled(loader.load()).generation()).isEqualTo(1);
    }

    @Test
    void startsWithoutAServiceWhoseUpstreamGivesAnotherSchema() {
        shop.write("shop.yaml", REFLECTING.formatted("GetItem, Nope"));

        // A new start each time: on a busy machine the schema may come too late for one.
        Eventually.passes(
                () -> {
                    Reload reload = loader(shopReflection()).load();
                    assertThat(compiled(reload).plan().routes())
                            .singleElement()
                            .satisfies(
                                    route ->
                                            assertThat(route.reason())
                                                    .contains("does not fit its routes", "'Nope'"));
                    assertThat(((Reload.Compiled) reload).leftOut())
                            .singleElement()
                            .asString()
                            .contains("Nope");
                });
    }

    @Test
    void goesOnWithoutItWhenOthersChange() {
        shop.write("shop.yaml", REFLECTING.formatted("GetItem, Nope"));
        Eventually.passes(
                () -> {
                    loader = loader(shopReflection());
                    assertThat(((Reload.Compiled) loader.load()).leftOut()).isNotEmpty();
                });
        settle();
        assertThat(loader.load()).isInstanceOf(Reload.Refused.class);

        shop.write(
                "other.yaml",
                REFLECTING.replace("shop}", "other}").formatted("Nope").replace("Shop,", "Else,"));

        assertThat(isDue()).isTrue();
        assertThat(compiled(loader.load()).plan().routes()).hasSize(2);
    }

    @Test
    void refusesTheSameOfAServiceThatIsServed() {
        shop.write("shop.yaml", REFLECTING.formatted("GetItem"));
        loader = loader(shopReflection());
        loader.load();
        settle();
        assertThat(loader.load()).isInstanceOf(Reload.Unchanged.class);

        shop.write("shop.yaml", REFLECTING.formatted("GetItem, Nope"));

        assertThat(isDue()).isTrue();
        assertThat(problem(loader.load())).contains("shop.yaml:11:", "Nope");
    }

    /// Looks until the files rest.
    private boolean isDue() {
        boolean first = loader.isDue();
        return loader.isDue() || first;
    }

    private void settle() {
        while (isDue()) {
            loader.load();
        }
    }

    private PlanLoader loader(ReflectionCalls calls) {
        SchemaSources sources = new SchemaSources(calls, new Unheard(), Log.to(line -> {}));
        opened.add(sources);
        return new PlanLoader(directory, sources, () -> NOW);
    }

    private static FakeReflection shopReflection() {
        try {
            return new FakeReflection()
                    .with(
                            FileDescriptorSet.parseFrom(ShopDirectory.descriptors())
                                    .getFileList()
                                    .toArray(FileDescriptorProto[]::new));
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static LivePlan compiled(Reload reload) {
        assertThat(reload).isInstanceOf(Reload.Compiled.class);
        return ((Reload.Compiled) reload).live();
    }

    private static String problem(Reload reload) {
        assertThat(reload).isInstanceOf(Reload.Refused.class);
        Problem problem = ((Reload.Refused) reload).problems().getFirst();
        return problem.at() + " " + problem.message() + " " + problem.allowed();
    }

    private static final class Unheard implements RefreshReport {
        @Override
        public void refreshed(ServiceName service) {}

        @Override
        public void failed(ServiceName service) {}
    }
}
