package dev.kiban.fleamarket.item;

import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
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
    public record Settings(int port, int items, Duration beat) {}

    private ItemServer(Stall stall, HealthStatusManager health, int port) throws IOException {
        this.stall = stall;
        this.health = health;
        this.beats =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("strangers").factory());
        this.server = services(stall, health, port).build().start();
    }

    /// Fills the stall and starts to serve.
    ///
    /// @throws IOException if the port is taken
    public static ItemServer start(Settings settings, RandomGenerator random, InstantSource clock)
            throws IOException {
        Stall stall = new Stall(new ItemSeed(random).items(settings.items()), clock);
        ItemServer server = new ItemServer(stall, new HealthStatusManager(), settings.port());
        if (settings.beat().isPositive()) {
            server.animate(new Strangers(stall, random), settings.beat());
        }
        return server;
    }

    private static ServerBuilder<?> services(Stall stall, HealthStatusManager health, int port) {
        return NettyServerBuilder.forAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .addService(new ItemCalls(stall))
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
