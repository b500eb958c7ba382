package dev.kiban.app.proof;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// Workers that ask again and again, on connections that stay open, and note when they were let go.
final class PaceLoad {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long PAUSE_NANOS = 20_000_000;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicBoolean ends = new AtomicBoolean();
    private final AtomicLong longest = new AtomicLong();
    private final List<Long> starts = Collections.synchronizedList(new ArrayList<>());
    private final List<Thread> workers = new ArrayList<>();

    /// Some more of them.
    void work(int number, Supplier<URI> where) {
        for (int i = 0; i < number; i++) {
            workers.add(Thread.ofVirtual().start(() -> work(where)));
        }
    }

    private void work(Supplier<URI> where) {
        while (!ends.get()) {
            long asked = System.nanoTime();
            HttpRequest ask = HttpRequest.newBuilder(where.get()).timeout(PATIENCE).build();
            try {
                int status = client.send(ask, HttpResponse.BodyHandlers.discarding()).statusCode();
                long now = System.nanoTime();
                longest.accumulateAndGet(now - asked, Math::max);
                if (status == 200) {
                    starts.add(now);
                } else {
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            } catch (IOException _) { // that replica is gone
                longest.accumulateAndGet(System.nanoTime() - asked, Math::max);
                LockSupport.parkNanos(PAUSE_NANOS);
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    /// How many have started so far.
    int started() {
        return starts.size();
    }

    /// When jobs started, in order.
    List<Long> starts() {
        synchronized (starts) {
            return starts.stream().sorted().toList();
        }
    }

    /// The longest that anybody waited for an answer.
    Duration longestWait() {
        return Duration.ofNanos(longest.get());
    }

    /// Of all times, how many more started from one on than a rate allows.
    static double excess(List<Long> starts, double perSecond) {
        // the largest j - i - rate * (t[j] - t[i]), over i < j
        double most = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < starts.size(); i++) {
            double at = i - perSecond * (starts.get(i) - starts.getFirst()) / 1e9;
            least = Math.min(least, at);
            most = Math.max(most, at - least + 1);
        }
        return most;
    }

    /// Ends, once all have been answered.
    void end() throws InterruptedException {
        ends.set(true);
        for (Thread worker : workers) {
            worker.join(PATIENCE);
        }
        client.close();
    }
}
