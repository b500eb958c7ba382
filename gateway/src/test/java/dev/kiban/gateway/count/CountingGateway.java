package dev.kiban.gateway.count;

import dev.kiban.definition.AccessLog;
import dev.kiban.definition.Protocol;
import dev.kiban.definition.Service;
import dev.kiban.gateway.ServedRequest;
import dev.kiban.gateway.ServedRequest.Answer;
import dev.kiban.gateway.ServedRequest.Head;
import dev.kiban.gateway.Snapshots;
import dev.kiban.gateway.Target;
import dev.kiban.gateway.Target.HttpTarget;
import dev.kiban.gateway.count.InstanceFolder.Losses;
import dev.kiban.kernel.ServiceName;
import dev.kiban.runtime.telemetry.log.Log;
import dev.kiban.runtime.telemetry.metrics.Buckets;
import dev.kiban.runtime.telemetry.trace.Trace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;

/// A gateway as counting sees it: event loops whose tasks run when the test says so, a clock that
/// goes when the test says so, and a store.
final class CountingGateway {
    static final Instant START = Instant.parse("2026-11-21T12:00:20Z");
    static final Service OLD = Snapshots.http("old", Snapshots.prefix("/legacy/", "/"), 9102);
    static final Service NEWER = Snapshots.http("newer", Snapshots.prefix("/newer/", "/"), 9103);

    final RecordingStore store;
    final HeardReport report = new HeardReport();
    final CountFolder folder;
    private final List<String> log = new ArrayList<>();
    private final MinuteRoll roll;
    private final CountShipper shipper;
    private final List<LoopCounts> loops = new ArrayList<>();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private Instant now;

    /// What it told the metrics.
    static final class HeardReport implements CountReport {
        int waiting;
        int lost;
        int uncounted;

        @Override
        public void minutesWaiting(int minutes) {
            waiting = minutes;
        }

        @Override
        public void minuteLost() {
            lost++;
        }

        @Override
        public void uncounted() {
            uncounted++;
        }
    }

    private CountingGateway(Path folders, RecordingStore store, Limits limits) {
        this.store = store;
        this.now = limits.start();
        try {
            this.folder =
                    CountFolder.enter(
                            folders,
                            limits.maxBytes(),
                            UUID.randomUUID(),
                            new Losses(report, Log.to(log::add)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        UUID instance = UUID.fromString(folder.own().path().getFileName().toString());
        this.roll =
                new MinuteRoll(
                        new MinuteRoll.Facts(
                                instance, limits.loops(), Buckets.LATENCY_SECONDS.inNanos()),
                        folder,
                        () -> now);
        this.shipper = new CountShipper(folder, store);
        roll.register(Snapshots.plan(OLD));
        for (int loop = 0; loop < limits.loops(); loop++) {
            loops.add(roll.begin(loop, tasks::add));
        }
    }

    /// What differs between tests.
    record Limits(Instant start, int loops, long maxBytes) {
        static final Limits USUAL = new Limits(START, 2, 1 << 30);
    }

    static CountingGateway start(Path folders, RecordingStore store) {
        return new CountingGateway(folders, store, Limits.USUAL);
    }

    static CountingGateway start(Path folders, RecordingStore store, Limits limits) {
        return new CountingGateway(folders, store, limits);
    }

    List<String> log() {
        return List.copyOf(log);
    }

    void register(Service... services) {
        roll.register(Snapshots.plan(services));
        runTasks();
    }

    void serve(int loop, String service, String path) {
        loops.get(loop).served(request(service, path, new Took(Duration.ofMillis(3), 200)));
    }

    void serve(int loop, Took took) {
        loops.get(loop).served(request("old", "/legacy/", took));
    }

    void serve(int requests) {
        for (int i = 0; i < requests; i++) {
            serve(i % loops.size(), "old", "/legacy/");
        }
    }

    /// How long a request took, and its status.
    record Took(Duration duration, int status) {}

    /// Time goes on, and what is due is done.
    void after(Duration duration) {
        passes(duration);
        tick();
    }

    /// Time goes on, and nobody looks.
    void passes(Duration duration) {
        now = now.plus(duration);
    }

    void tick() {
        roll.tick();
        runTasks();
        roll.tick();
    }

    /// Time goes on while the loops do not get to their tasks.
    void afterWithBusyLoops(Duration duration) {
        passes(duration);
        roll.tick();
        roll.tick();
    }

    boolean ship() {
        try {
            return shipper.ship();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    void end() {
        try {
            roll.close();
            shipper.ship();
            folder.leave();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// As a killed process would leave it: nothing is sealed, and the lock is free.
    void kill() {
        try {
            folder.own().close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void runTasks() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    private ServedRequest request(String service, String prefix, Took took) {
        long end = now.getEpochSecond() * 1_000_000_000 + now.getNano();
        long nanos = took.duration().toNanos();
        return new ServedRequest(
                new Head("GET", "http", prefix + "x", "localhost", "HTTP/1.1", "192.0.2.7", ""),
                Optional.of(target(service, prefix)),
                Optional.empty(),
                ServedRequest.Access.NOT_ASKED,
                new Answer(took.status(), Optional.empty(), "", 0, 10),
                Trace.None.NONE,
                end - nanos,
                nanos,
                Optional.empty(),
                AccessLog.WHOLE,
                Optional.empty());
    }

    private static Target target(String service, String prefix) {
        return new HttpTarget(
                new ServiceName(service),
                Snapshots.toOne(Protocol.HTTP, 9102),
                prefix,
                "/",
                Set.of(),
                Snapshots.OPEN,
                Snapshots.TERMS);
    }
}
