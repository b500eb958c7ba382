package dev.kiban.fleamarket.item;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiban.fleamarket.fault.Fault;
import dev.kiban.fleamarket.fault.Fault.Kind;
import dev.kiban.fleamarket.fault.FaultFile;
import dev.kiban.fleamarket.item.v1.GetItemRequest;
import dev.kiban.fleamarket.item.v1.ItemServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultSwitchTest {
    private static final Instant START = Instant.parse("2026-11-22T03:20:00Z");
    private static final Instant END = START.plusSeconds(60);
    private static final GetItemRequest ITEM = GetItemRequest.newBuilder().setId("m1").build();

    @TempDir private Path folder;
    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private FaultFile file;
    private ItemServer server;
    private ManagedChannel channel;
    private ItemServiceGrpc.ItemServiceBlockingStub items;

    @BeforeEach
    void start() throws IOException {
        file = new FaultFile(folder.resolve("fault"));
        server =
                ItemServer.start(
                        new ItemServer.Settings(0, 10, Duration.ZERO, Optional.of(file)),
                        new Random(7),
                        now::get);
        channel = NettyChannelBuilder.forAddress("127.0.0.1", server.port()).usePlaintext().build();
        items = ItemServiceGrpc.newBlockingStub(channel).withDeadlineAfter(30, SECONDS);
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        server.close();
    }

    @Test
    void makesCallsFailUntilItsTimeIsOver() {
        file.write(new Fault(Kind.ERRORS, 100, END));

        assertThatThrownBy(() -> items.getItem(ITEM)).hasMessageStartingWith("INTERNAL");

        now.set(END);
        assertThat(items.getItem(ITEM).getId()).isEqualTo("m1");
    }

    @Test
    void makesCallsSlow() {
        file.write(new Fault(Kind.SLOW, 50, END));
        long before = System.nanoTime();

        assertThat(items.getItem(ITEM).getId()).isEqualTo("m1");

        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(50_000_000);
    }

    @Test
    void leavesCallsAloneWithoutAFile() {
        assertThat(items.getItem(ITEM).getId()).isEqualTo("m1");
    }

    @Test
    void isSwitchedOffWhenTheFileIsGone() {
        file.write(new Fault(Kind.ERRORS, 100, END));
        assertThatThrownBy(() -> items.getItem(ITEM)).hasMessageStartingWith("INTERNAL");

        file.clear();
        now.set(START.plusSeconds(1));

        assertThat(items.getItem(ITEM).getId()).isEqualTo("m1");
    }
}
