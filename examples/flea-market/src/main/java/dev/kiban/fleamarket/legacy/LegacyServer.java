package dev.kiban.fleamarket.legacy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/// The monolith as a running server: plain HTTP/1.1 on one port of this machine.
public final class LegacyServer implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final HttpServer server;
    private final ExecutorService requests;
    private final UserTable users;

    /// What to serve, and where.
    ///
    /// @param port 0 for any free one
    /// @param users how many there are
    public record Settings(int port, int users) {}

    private LegacyServer(HttpServer server, UserTable users, LegacyPages pages) {
        this.server = server;
        this.users = users;
        this.requests = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(requests);
        server.createContext("/", pages);
        server.start();
    }

    /// Fills the tables and starts to serve.
    ///
    /// @throws IOException if the port is taken
    public static LegacyServer start(Settings settings, RandomGenerator random, InstantSource clock)
            throws IOException {
        // A proxy in front keeps connections for longer than the 30 seconds that are usual here.
        System.setProperty("sun.net.httpserver.idleInterval", "300");
        System.setProperty("sun.net.httpserver.nodelay", "true");
        InetSocketAddress address =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port());
        UserTable users = UserTable.of(settings.users(), random);
        OrderTable orders = OrderTable.of(users, random, clock);
        return new LegacyServer(
                HttpServer.create(address, 0), users, new LegacyPages(users, orders));
    }

    /// The port it listens on.
    public int port() {
        return server.getAddress().getPort();
    }

    /// How many users there are.
    public int users() {
        return users.size();
    }

    /// Lets the requests in hand finish, then stops.
    @Override
    public void close() {
        // The server's own grace period always lasts until its end, so the requests are waited for
        // here.
        requests.shutdown();
        try {
            requests.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.stop(0);
    }
}
