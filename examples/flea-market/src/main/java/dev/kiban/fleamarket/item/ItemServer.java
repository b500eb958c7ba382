package dev.kiban.fleamarket.item;

import dev.kiban.fleamarket.fault.FaultFile;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/// The item service as a running server: items, health and reflection on one port of this machine.
public final class ItemServer implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Stall stall;
    private final Server server;
    private final HealthStatusManager health;
    private final ScheduledExecutorService beats;

    /// What to serve, and where.
    ///
    /// @param port 0 for any free one
    /// @param items how many there are to begin with
    /// @param beat how often strangers do something on the market; zero for never
    /// @param fault what says when calls are to fail or to be slow; empty for never
    public record Settings(int port, int items, Duration beat, Optional<FaultFile> fault) {}

    private ItemServer(Stall stall, HealthStatusManager health, ServerBuilder<?> server)
            throws IOException {
        this.stall = stall;
        this.health = health;
        this.beats =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("strangers").factory());
        this.server = server.build().start();
    }

    /// Fills the stall and starts to serve.
    ///
    /// @throws IOException if the port is taken
    public static ItemServer start(Settings settings, RandomGenerator random, InstantSource clock)
            throws IOException {
        Stall stall = new Stall(new ItemSeed(random).items(settings.items()), clock);
        HealthStatusManager health = new HealthStatusManager();
        List<ServerInterceptor> faults =
                settings.fault().stream()
                        .<ServerInterceptor>map(file -> new FaultSwitch(file, random, clock))
                        .toList();
        ServerServiceDefinition items = ServerInterceptors.intercept(new ItemCalls(stall), faults);
        ItemServer server = new ItemServer(stall, health, services(items, health, settings.port()));
        if (settings.beat().isPositive()) {
            server.animate(new Strangers(stall, random), settings.beat());
        }
        return server;
    }

    private static ServerBuilder<?> services(
            ServerServiceDefinition items, HealthStatusManager health, int port) {
        return NettyServerBuilder.forAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .addService(items)
                .addService(health.getHealthService())
                .addService(ProtoReflectionServiceV1.newInstance());
    }

    private void animate(Strangers strangers, Duration beat) {
        var _ =
                beats.scheduleAtFixedRate(
                        strangers::act, 0, beat.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// The port it listens on.
    public int port() {
        return server.getPort();
    }

    /// How many items there are now.
    public int items() {
        return stall.size();
    }

    /// Waits until it is closed: none of its own threads keeps the program alive.
    public void awaitEnd() throws InterruptedException {
        server.awaitTermination();
    }

    /// Ends the watches, lets the calls in hand finish, then stops.
    @Override
    public void close() {
        if (server.isShutdown()) {
            return;
        }
        health.enterTerminalState();
        beats.shutdownNow();
        server.shutdown();
        stall.endWatches();
        try {
            if (!server.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                server.shutdownNow();
            }
        } catch (InterruptedException e) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
