package dev.kiban.bench.sidebyside;

import dev.kiban.bench.Running;
import dev.kiban.bench.sidebyside.Load.Aim;
import dev.kiban.bench.sidebyside.Load.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A gateway with everything on at full load, while its definitions change and its backends are
 * killed and come back: how many requests fail, and whether memory and file descriptors stay flat.
 *
 * <p>Options are system properties: `minutes` (10), `connections` (16), `reload` (3) and `kill` (8)
 * seconds from one to the next.
 */
final class Soak {
    private static final Duration SLICE = Duration.ofSeconds(10);
    private static final int BACKENDS = 3;

    private final int minutes = Integer.getInteger("minutes", 10);
    private final Duration reload = Duration.ofSeconds(Integer.getInteger("reload", 3));
    private final Duration kill = Duration.ofSeconds(Integer.getInteger("kill", 8));
    private final Load load = new Load(Integer.getInteger("connections", 16), 0, SLICE);
    private final Path directory;
    private final AtomicInteger reloads = new AtomicInteger();
    private final AtomicInteger kills = new AtomicInteger();
    private volatile boolean over;

    private Soak(Path directory) {
        this.directory = directory;
    }

    public static void main(String[] arguments) throws IOException {
        Path directory = Files.createTempDirectory("soak");
        System.out.println("files in " + directory);
        new Soak(directory).run();
    }

    private void run() {
        List<Running> backends = new ArrayList<>();
        try (Guard guard = Guard.start()) {
            List<Integer> ports = new ArrayList<>();
            for (int i = 0; i < BACKENDS; i++) {
                Running backend = backend(0);
                backends.add(backend);
                ports.add(backend.portAfter(Upstream.READY));
            }
            Gateway.Serving gateway =
                    Gateway.start(
                            definitions(guard, ports, 0),
                            guard.environment(),
                            directory.resolve("gateway"));
            Thread churn = Thread.ofPlatform().start(() -> churn(guard, ports, backends));
            try (Running _ = gateway.process()) {
                measure(gateway, guard.headers());
            } finally {
                over = true;
                await(churn);
            }
        } finally {
            backends.forEach(Running::kill);
        }
    }

    private void measure(Gateway.Serving gateway, List<String> headers) {
        System.out.println(
                "| minute | requests | failed | reloads | killed | heap after GC MiB | direct MiB | resident MiB | file descriptors |");
        System.out.println("|---|---|---|---|---|---|---|---|---|");
        for (int minute = 1; minute <= minutes; minute++) {
            long requests = 0;
            long failed = 0;
            for (int slice = 0; slice < Duration.ofMinutes(1).dividedBy(SLICE); slice++) {
                Shape shape = slice % 2 == 0 ? Shape.JSON : Shape.GRPC;
                Payload payload = slice / 2 % 2 == 0 ? Payload.SMALL : Payload.LARGE;
                Load.Result result =
                        load.run(new Aim(shape, gateway.port(), headers), payload, directory);
                requests += result.requests();
                failed += result.failed();
            }
            Footprint now = Footprint.of(gateway);
            System.out.printf(
                    Locale.ROOT,
                    "| %d | %d | %d | %d | %d | %.1f | %.1f | %.1f | %d |%n",
                    minute,
                    requests,
                    failed,
                    reloads.get(),
                    kills.get(),
                    now.heapMib(),
                    now.directMib(),
                    now.residentMib(),
                    now.fileDescriptors());
        }
    }

    /** One backend after the other is away for a while; definitions change in between. */
    private void churn(Guard guard, List<Integer> ports, List<Running> backends) {
        long nextReload = System.nanoTime() + reload.toNanos();
        long nextKill = System.nanoTime() + kill.toNanos();
        int away = -1;
        while (!over) {
            pause();
            if (System.nanoTime() > nextReload) {
                nextReload += reload.toNanos();
                write(definitions(guard, ports, reloads.incrementAndGet()));
            }
            if (System.nanoTime() > nextKill) {
                nextKill += kill.dividedBy(2).toNanos();
                if (away < 0) {
                    away = kills.getAndIncrement() % BACKENDS;
                    backends.get(away).kill();
                } else {
                    backends.set(away, backend(ports.get(away)));
                    away = -1;
                }
            }
        }
    }

    private Running backend(int port) {
        return Running.start(
                JavaProgram.command(Upstream.class.getName(), Integer.toString(port)),
                directory.resolve("backend-" + port + "-" + System.nanoTime() + ".out"));
    }

    /** The log has a hundredth of the requests: all of them would be some gigabytes. */
    private static String definitions(Guard guard, List<Integer> ports, int number) {
        return Gateway.definition(
                        ports,
                        Guard.ACCESS
                                + """

                                        timeout: %ds
                                        retries: {attempts: 3}
                                        accessLog: {share: 1%%}
                                """
                                        .formatted(10 + number % 10)
                                        .stripTrailing())
                + "\n"
                + guard.gateway();
    }

    private void write(String definitions) {
        Path file = directory.resolve("gateway").resolve("definitions").resolve("shop.yaml");
        try {
            Files.writeString(file, definitions);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
