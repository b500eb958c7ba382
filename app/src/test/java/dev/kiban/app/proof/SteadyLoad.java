package dev.kiban.app.proof;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;

/// Clients that send one request after the other on kept connections, until told to stop or the
/// gateway lets them go.
final class SteadyLoad implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 30;

    private final IntSupplier port;
    private final Request request;
    private final List<Thread> clients;
    private final AtomicLong succeeded = new AtomicLong();
    private final Semaphore successes = new Semaphore(0);
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private volatile boolean ending;
    private volatile boolean stopped;

    private SteadyLoad(IntSupplier port, Request request, int clients) {
        this.port = port;
        this.request = request;
        this.clients =
                IntStream.range(0, clients)
                        .mapToObj(_ -> Thread.ofVirtual().unstarted(this::run))
                        .toList();
    }

    static SteadyLoad start(int port, Request request, int clients) {
        return start(() -> port, request, clients);
    }

    /// @param port for the next connection
    static SteadyLoad start(IntSupplier port, Request request, int clients) {
        SteadyLoad load = new SteadyLoad(port, request, clients);
        load.clients.forEach(Thread::start);
        return load;
    }

    /// How many clients have not come to an end.
    long going() {
        return clients.stream().filter(Thread::isAlive).count();
    }

    long succeeded() {
        return succeeded.get();
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    /// Waits until so many more requests have succeeded.
    void awaitMore(int requests) {
        successes.drainPermits();
        try {
            if (!successes.tryAcquire(requests, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("the load has come to a stop: " + failures);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// From here on a new connection may be cut before its first answer: when the gateway stops
    /// listening, it may still stand in the queue of the operating system.
    void expectEnd() {
        ending = true;
    }

    /// Waits until each client has come to its end by itself.
    void awaitEnd() {
        for (Thread client : clients) {
            try {
                client.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() {
        stopped = true;
        awaitEnd();
    }

    /// A connection that is refused, or let go by `connection: close`, is no failed request:
    /// nothing was sent on it.
    private void run() {
        boolean serving = true;
        while (serving && !stopped) {
            try (HttpSocket connection = HttpSocket.connect(port.getAsInt())) {
                serving = keepAsking(connection);
            } catch (UncheckedIOException _) {
                serving = false;
            }
        }
    }

    private boolean keepAsking(HttpSocket connection) {
        boolean fresh = true;
        while (!stopped) {
            try {
                Answer answer = connection.send(request.bytes()).answer();
                if (answer.status() != 200 || !answer.whole()) {
                    failures.add(answer.toString());
                    return false;
                }
                succeeded.incrementAndGet();
                successes.release();
                fresh = false;
                if (answer.header("connection").filter("close"::equals).isPresent()) {
                    return true;
                }
            } catch (UncheckedIOException e) {
                if (!(ending && fresh)) {
                    failures.add(e + ": " + e.getCause());
                }
                return false;
            }
        }
        return true;
    }
}
