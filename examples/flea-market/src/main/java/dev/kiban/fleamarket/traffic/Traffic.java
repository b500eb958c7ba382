package dev.kiban.fleamarket.traffic;

import dev.kiban.fleamarket.fault.FaultFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Sends visitors through the gateway until it is closed. A gateway that is away costs nothing: who
/// cannot be served is not sent again.
public final class Traffic implements AutoCloseable {
    /// At the same time; who comes when all of them wait goes home.
    private static final int MAX_VISITORS = 16;

    /// Of an endless answer, so much is read.
    private static final int ENOUGH_BYTES = 8 * 1024;

    private static final Duration CONNECT = Duration.ofSeconds(2);

    private final Rhythm rhythm;
    private final Visitor visitor;
    private final Incidents incidents;
    private final RandomGenerator random;
    private final InstantSource clock;
    private final ZoneId zone;
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build();
    private final Semaphore room = new Semaphore(MAX_VISITORS);
    private final Thread thread = Thread.ofPlatform().name("visitors").unstarted(this::run);
    private volatile boolean closed;

    /// Where visitors go, how many of them, and what goes wrong.
    ///
    /// @param perSecond on the average of a day
    /// @param fault what the item service looks at
    public record Settings(URI gateway, int perSecond, FaultFile fault) {}

    private Traffic(
            Settings settings, RandomGenerator random, InstantSource clock, Consumer<String> said) {
        this.rhythm = new Rhythm(settings.perSecond());
        this.visitor = new Visitor(settings.gateway(), random);
        this.random = random;
        this.clock = clock;
        this.zone = ZoneId.systemDefault();
        this.incidents = new Incidents(settings.fault(), random, zone, clock.instant(), said);
    }

    /// @param said takes what people should know, line by line
    public static Traffic start(
            Settings settings, RandomGenerator random, InstantSource clock, Consumer<String> said) {
        Traffic traffic = new Traffic(settings, random, clock, said);
        said.accept(
                "about %d requests a second, more in the evening; next incident: %s"
                        .formatted(settings.perSecond(), traffic.incidents.next()));
        traffic.thread.start();
        return traffic;
    }

    private void run() {
        while (!closed) {
            Instant now = clock.instant();
            incidents.tick(now);
            send(visitor.next());
            LockSupport.parkNanos(this, rhythm.pause(now.atZone(zone), random).toNanos());
        }
        incidents.end();
    }

    private void send(HttpRequest request) {
        if (room.tryAcquire()) {
            Thread.ofVirtual().start(() -> visit(request));
        }
    }

    private void visit(HttpRequest request) {
        try (InputStream answer = client.send(request, BodyHandlers.ofInputStream()).body()) {
            answer.readNBytes(ENOUGH_BYTES);
        } catch (IOException e) {
            // The gateway counts what went wrong; a visitor has nobody to tell.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            room.release();
        }
    }

    /// Ends at once, and leaves the item service well.
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        client.shutdownNow();
    }
}
