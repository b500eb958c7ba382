package dev.kiban.gateway.count;

import static dev.kiban.runtime.telemetry.log.LogKey.ERROR;

import dev.kiban.gateway.GatewayPlan;
import dev.kiban.gateway.RequestLog;
import dev.kiban.gateway.count.InstanceFolder.Losses;
import dev.kiban.runtime.telemetry.log.Log;
import dev.kiban.runtime.telemetry.metrics.Buckets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;

/// Counts every request exactly once, by series and minute, and hands each minute to a store when
/// it is over. What was counted survives the process.
///
/// ```java
/// RequestCounts counts = RequestCounts.start(setup, ports);
/// counts.register(plan);                                  // before requests go by it
/// RequestLog log = counts.begin(loop.index(), loop::execute);   // on each event loop
/// ```
public final class RequestCounts implements AutoCloseable {
    private static final long MAX_FOLDER_BYTES = 1L << 30;
    private static final Duration TICK = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(4);

    private final CountFolder folder;
    private final MinuteRoll roll;
    private final CountShipper shipper;
    private final Log log;
    private final Thread rolling =
            Thread.ofPlatform().daemon().name("counts").unstarted(this::roll);
    private final Thread shipping =
            Thread.ofPlatform().daemon().name("counts to the store").unstarted(this::ship);
    private volatile boolean over;
    private volatile boolean sealed;

    /// Which process counts, and where.
    ///
    /// @param folder shared by all gateways of the machine; made if it is not there
    /// @param instance an id that no other process ever had
    /// @param loops how many event loops there will be
    public record Setup(Path folder, UUID instance, int loops) {}

    /// Whom counting needs.
    public record Ports(CountsOut out, CountReport report, InstantSource clock, Log log) {}

    private RequestCounts(Setup setup, Ports ports, CountFolder folder) {
        MinuteRoll.Facts facts =
                new MinuteRoll.Facts(
                        setup.instance(), setup.loops(), Buckets.LATENCY_SECONDS.inNanos());
        this.folder = folder;
        this.roll = new MinuteRoll(facts, folder, ports.clock());
        this.shipper = new CountShipper(folder, ports.out());
        this.log = ports.log();
    }

    /// Begins, and ships what ended processes have left.
    ///
    /// @throws UncheckedIOException if the folder cannot be used
    public static RequestCounts start(Setup setup, Ports ports) {
        try {
            CountFolder folder =
                    CountFolder.enter(
                            setup.folder(),
                            MAX_FOLDER_BYTES,
                            setup.instance(),
                            new Losses(ports.report(), ports.log()));
            RequestCounts counts = new RequestCounts(setup, ports, folder);
            counts.rolling.start();
            counts.shipping.start();
            return counts;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep counts in " + setup.folder() + ": " + e, e);
        }
    }

    /// From here on every route of the plan has its series, which counts zero.
    ///
    /// @throws UncheckedIOException if there is no room for the first one
    public void register(GatewayPlan plan) {
        roll.register(plan);
    }

    /// Begins to count the requests of one event loop, after a plan was registered.
    ///
    /// @param loop its number, from 0
    /// @param executor runs tasks on it
    public RequestLog begin(int loop, Executor executor) {
        return roll.begin(loop, executor);
    }

    /// Seals what was counted and ships what it can, when the event loops have ended. What cannot
    /// be shipped now is shipped by the next process.
    @Override
    public void close() {
        over = true;
        try {
            end(rolling);
            roll.close();
            sealed = true;
            end(shipping);
            folder.leave();
        } catch (IOException e) {
            log.error("Counts are left as they are, for the next start", ERROR.is(e.toString()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void end(Thread thread) throws InterruptedException {
        LockSupport.unpark(thread);
        thread.join(CLOSE_WAIT);
    }

    private void roll() {
        while (!over) {
            try {
                roll.tick();
            } catch (RuntimeException e) { // a fault of ours; counting goes on in older minutes
                log.fault("Minutes do not go on", e);
            }
            LockSupport.parkNanos(this, TICK.toNanos());
        }
    }

    private void ship() {
        Duration pause = TICK;
        while (!sealed) {
            pause = shipOnce() ? TICK : longer(pause);
            LockSupport.parkNanos(this, pause.toNanos());
        }
        shipOnce(); // what close() has sealed
    }

    private boolean shipOnce() {
        try {
            return shipper.ship();
        } catch (IOException | UncheckedIOException e) {
            log.error("Counts cannot be shipped", ERROR.is(e.toString()));
            return false;
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }
}
