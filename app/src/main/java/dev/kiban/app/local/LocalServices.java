package dev.kiban.app.local;

import dev.kiban.definition.Address;
import dev.kiban.definition.Service;
import dev.kiban.kernel.ServiceName;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/// The services that say how to start them, as processes of this machine.
///
/// ```java
/// LocalServices services = LocalServices.of(definitions.services(), output, clock);
/// services.start();
/// Readiness readiness = services.awaitReady(Duration.ofSeconds(60));
/// …
/// services.close();
/// ```
///
/// One that ends by itself after it was ready is started again, a few times. Closing ends them all,
/// with everything that they started themselves.
public final class LocalServices implements AutoCloseable {
    /// How long a service may take to finish what it is doing, before it is made to end.
    public static final Duration GRACE = Duration.ofSeconds(10);

    private final List<Supervisor> supervisors;

    private LocalServices(List<Supervisor> supervisors) {
        this.supervisors = supervisors;
    }

    /// Nothing is started yet.
    ///
    /// @param output takes the services' lines, and our own words about them
    public static LocalServices of(
            List<Service> services, BiConsumer<ServiceName, String> output, InstantSource clock) {
        return of(
                services.stream().flatMap(service -> LocalService.of(service).stream()),
                output,
                clock);
    }

    /// What sends requests to services, those that say what does. Nothing is started yet.
    ///
    /// @param gateway its URL
    /// @param output takes its lines, and our own words about it
    public static LocalServices trafficOf(
            List<Service> services,
            String gateway,
            BiConsumer<ServiceName, String> output,
            InstantSource clock) {
        return of(
                services.stream()
                        .flatMap(service -> LocalService.trafficOf(service, gateway).stream()),
                output,
                clock);
    }

    private static LocalServices of(
            Stream<LocalService> services,
            BiConsumer<ServiceName, String> output,
            InstantSource clock) {
        return new LocalServices(
                services.map(
                                service ->
                                        new Supervisor(
                                                service,
                                                line -> output.accept(service.name(), line),
                                                Ports::accepts,
                                                clock))
                        .toList());
    }

    /// Who they are.
    public List<ServiceName> names() {
        return supervisors.stream().map(supervisor -> supervisor.service().name()).toList();
    }

    /// Addresses that they need and that somebody else already listens at.
    public Map<ServiceName, Address> busyAddresses() {
        Map<ServiceName, Address> busy = new TreeMap<>();
        for (Supervisor supervisor : supervisors) {
            LocalService service = supervisor.service();
            service.addresses().stream()
                    .filter(Ports::accepts)
                    .findFirst()
                    .ifPresent(address -> busy.put(service.name(), address));
        }
        return busy;
    }

    /// Starts them all, and does not wait for them.
    public void start() {
        supervisors.forEach(Supervisor::start);
    }

    /// Waits until all serve, or one has failed to.
    public Readiness awaitReady(Duration limit) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + limit.toNanos();
        Map<ServiceName, Duration> took = new LinkedHashMap<>();
        for (Supervisor supervisor : supervisors) {
            ServiceName name = supervisor.service().name();
            long leftNanos = Math.max(0, deadlineNanos - System.nanoTime());
            switch (firstStart(supervisor, leftNanos)) {
                case Supervisor.FirstStart.Ready(Duration needed) -> took.put(name, needed);
                case Supervisor.FirstStart.Failed(String why, List<String> lines) -> {
                    return new Readiness.Failed(name, why, lines);
                }
            }
        }
        return new Readiness.Ready(took);
    }

    private static Supervisor.FirstStart firstStart(Supervisor supervisor, long limitNanos)
            throws InterruptedException {
        try {
            return supervisor.firstStart().get(limitNanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            String why = "does not listen at " + supervisor.service().addresses();
            return new Supervisor.FirstStart.Failed(why, supervisor.lastLines());
        } catch (ExecutionException e) {
            throw new IllegalStateException("a first start ends as a value", e);
        }
    }

    /// Ends them all at the same time, and waits for it.
    @Override
    public void close() {
        List<Thread> closing =
                supervisors.stream()
                        .map(supervisor -> Thread.ofVirtual().start(() -> close(supervisor)))
                        .toList();
        for (Thread thread : closing) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void close(Supervisor supervisor) {
        try {
            supervisor.close(GRACE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
