package dev.kiban.worker;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A queue in memory, which remembers what it was told.
final class FakeQueue implements JobQueue<String> {
    private final BlockingQueue<Job<String>> jobs = new LinkedBlockingDeque<>();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final AtomicInteger takes = new AtomicInteger();
    private volatile boolean isClosed;
    private volatile boolean isAway;

    FakeQueue with(String... bodies) {
        for (String body : bodies) {
            jobs.add(Job.of(body));
        }
        return this;
    }

    FakeQueue with(Job<String> job) {
        jobs.add(job);
        return this;
    }

    /// `done a`, `gave back b`, `failed c`.
    List<String> told() {
        return List.copyOf(told);
    }

    /// How often somebody tried to take a job.
    int takes() {
        return takes.get();
    }

    boolean isClosed() {
        return isClosed;
    }

    void away(boolean now) {
        isAway = now;
    }

    @Override
    public Optional<Taken<String>> take(Duration atMost) {
        takes.incrementAndGet();
        if (isAway) {
            throw new IllegalStateException("the queue is away");
        }
        try {
            return Optional.ofNullable(jobs.poll(10, TimeUnit.MILLISECONDS)).map(Held::new);
        } catch (InterruptedException e) {
            throw new AssertionError("who takes is never interrupted", e);
        }
    }

    @Override
    public void close() {
        isClosed = true;
    }

    private final class Held implements Taken<String> {
        private final Job<String> job;

        Held(Job<String> job) {
            this.job = job;
        }

        @Override
        public Job<String> job() {
            return job;
        }

        @Override
        public void done() {
            tell("done");
        }

        @Override
        public void giveBack() {
            tell("gave back");
        }

        @Override
        public void failed(Throwable cause) {
            tell("failed");
        }

        private void tell(String what) {
            if (isAway) {
                throw new IllegalStateException("the queue is away");
            }
            told.add(what + " " + job.body());
        }
    }
}
