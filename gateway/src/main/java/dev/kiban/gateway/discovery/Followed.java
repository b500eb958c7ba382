package dev.kiban.gateway.discovery;

import dev.kiban.definition.Address;
import dev.kiban.definition.EndpointSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// What one source has said.
final class Followed implements Cluster.Watcher {
    /// More endpoints than a loop can keep connections to.
    static final int MOST = 2_000;

    private final EndpointSource source;
    private final DiscoveryReport report;
    private final Runnable changed;
    private final CountDownLatch first = new CountDownLatch(1);
    private volatile List<Address> endpoints = List.of();
    private Cluster.Watch watch = () -> {}; // guarded by this, as is what follows
    private boolean closed;

    /// Knows nothing yet.
    ///
    /// @param changed runs after each change
    Followed(EndpointSource source, DiscoveryReport report, Runnable changed) {
        this.source = source;
        this.report = report;
        this.changed = changed;
    }

    /// Hears from a watch that is closed together with it.
    synchronized void by(Cluster.Watch newWatch) {
        watch = newWatch;
        if (closed) {
            watch.close();
        }
    }

    List<Address> endpoints() {
        return endpoints;
    }

    /// Waits until there was an answer, good or bad, or the time is over.
    void awaitFirst(long endNanos) {
        try {
            boolean _ = first.await(endNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void found(List<Address> now) {
        List<Address> known = now.stream().distinct().limit(MOST).toList();
        boolean news = !known.equals(endpoints);
        endpoints = known;
        first.countDown();
        report.answered(source);
        if (news) {
            report.changed(source, known);
            changed.run();
        }
    }

    @Override
    public void failed(String reason) {
        first.countDown();
        report.failed(source, reason, endpoints.size());
    }

    synchronized void close() {
        closed = true;
        watch.close();
    }
}
