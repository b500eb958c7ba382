package dev.kiban.gateway.discovery;

import dev.kiban.definition.Address;
import dev.kiban.definition.EndpointSource.Dns;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/// Asks for the addresses of a name again and again, on a thread of its own.
final class NameWatch implements Cluster.Watch {
    private static final double JITTER = 0.1;

    /// While nothing is known, it is asked at least as often as this.
    private static final Duration IMPATIENT = Duration.ofSeconds(1);

    private final Dns source;
    private final Names names;
    private final RandomGenerator random;
    private final Cluster.Watcher watcher;
    private final Thread thread;
    private boolean known;
    private volatile boolean closed;

    NameWatch(Dns source, Names names, RandomGenerator random, Cluster.Watcher watcher) {
        this.source = source;
        this.names = names;
        this.random = random;
        this.watcher = watcher;
        this.thread = Thread.ofVirtual().name("addresses of " + source.host()).start(this::run);
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void run() {
        while (!closed) {
            ask();
            LockSupport.parkNanos(this, pauseNanos());
        }
    }

    /// Sorted, as name servers give the same addresses in any order.
    private void ask() {
        try {
            List<Address> found =
                    names.addresses(source.host(), source.server()).stream()
                            .map(InetAddress::getHostAddress)
                            .sorted(Comparator.naturalOrder())
                            .map(host -> new Address(host, source.port()))
                            .toList();
            if (!closed) {
                known = true;
                watcher.found(found);
            }
        } catch (UnknownHostException e) {
            if (!closed) {
                watcher.failed(String.valueOf(e.getMessage()));
            }
        }
    }

    private long pauseNanos() {
        long every = source.every().toNanos();
        long usual = known ? every : Math.min(every, IMPATIENT.toNanos());
        return (long) (usual * (1 + JITTER * (2 * random.nextDouble() - 1)));
    }
}
