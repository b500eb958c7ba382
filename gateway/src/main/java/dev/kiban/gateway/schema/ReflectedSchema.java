package dev.kiban.gateway.schema;

import static dev.kiban.runtime.telemetry.log.LogKey.REASON;
import static dev.kiban.runtime.telemetry.log.LogKey.SERVICE;
import static dev.kiban.runtime.telemetry.log.LogKey.UPSTREAM;

import dev.kiban.definition.Address;
import dev.kiban.definition.EndpointSource;
import dev.kiban.definition.UpstreamTls;
import dev.kiban.gateway.SchemaState;
import dev.kiban.gateway.discovery.Discovery;
import dev.kiban.runtime.telemetry.log.Log;
import dev.kiban.transcode.Schema;
import dev.kiban.transcode.SchemaFault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The schema of one service as its upstream tells it, asked again and again on a thread of its
/// own.
///
/// Until a first answer the schema is not loaded, and it is asked with growing pauses; from then on
/// in the interval that the definition says. An answer that does not come, or cannot be used,
/// leaves the last good schema in place and is logged once.
final class ReflectedSchema implements AutoCloseable {
    private final ReflectedService service;
    private final Shared shared;
    private final CountDownLatch asked = new CountDownLatch(1);
    private final Thread thread;
    private volatile SchemaState state;
    private volatile boolean closed;
    private boolean failing; // owned by the thread

    /// What all reflected schemas share.
    ///
    /// @param discovery knows whom to ask
    /// @param onChange called from a schema's own thread when its state is another
    record Shared(
            ReflectionCalls calls,
            Discovery discovery,
            SchemaCache cache,
            RetryPauses pauses,
            RefreshReport report,
            Log log,
            Runnable onChange) {}

    /// Starts asking.
    ///
    /// @param initial what was known of the service before, such as from another address
    ReflectedSchema(ReflectedService service, SchemaState initial, Shared shared) {
        this.service = service;
        this.shared = shared;
        this.state = initial;
        this.thread =
                Thread.ofVirtual()
                        .name("reflection " + service.name())
                        .start(this::askAgainAndAgain);
    }

    ReflectedService service() {
        return service;
    }

    SchemaState state() {
        return state;
    }

    /// Waits until the upstream has been asked once, whatever it said, or the time is over.
    ///
    /// @param deadline by `System.nanoTime`
    void awaitFirstAnswer(long deadline) {
        try {
            boolean _ = asked.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whether it goes on asking.
    boolean isAsking() {
        return thread.isAlive();
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    private void askAgainAndAgain() {
        int failures = 0;
        while (!closed) {
            boolean answered = ask();
            asked.countDown();
            failures = answered ? 0 : failures + 1;
            boolean loaded = state instanceof SchemaState.Loaded;
            pause(loaded ? service.refresh() : shared.pauses().after(failures));
        }
    }

    private void pause(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        for (long left = duration.toNanos(); left > 0 && !closed; left = end - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
        }
    }

    private boolean ask() {
        try {
            Schema schema = fetch();
            recovered();
            become(new SchemaState.Loaded(schema));
            return true;
        } catch (ReflectionFailure | SchemaFault e) {
            failed(String.valueOf(e.getMessage()));
            return false;
        } catch (RuntimeException e) {
            // A fault of ours that only this schema brings out: others go on, and so does asking.
            shared.log().fault("Schema cannot be compiled", e, SERVICE.is(service.name()));
            failed("its schema cannot be compiled");
            return false;
        }
    }

    /// Asks the addresses in turn until one answers.
    private Schema fetch() {
        List<Address> addresses = shared.discovery().find(service.upstream().source());
        ReflectionFailure last = new ReflectionFailure("it has no endpoints");
        for (Address address : addresses) {
            try {
                var target = new Reflection.Target(address, tls(), service.timeout());
                return shared.cache().of(Reflection.fetch(shared.calls(), target).toByteArray());
            } catch (ReflectionFailure e) {
                last = new ReflectionFailure("'%s': %s".formatted(address, e.getMessage()));
            }
        }
        throw last;
    }

    /// Endpoints that are found have a name together, which their certificates are for.
    private Optional<UpstreamTls> tls() {
        EndpointSource source = service.upstream().source();
        return service.upstream()
                .tls()
                .map(tls -> new UpstreamTls(tls.trust(), tls.serverName().or(source::name)));
    }

    private void recovered() {
        shared.report().refreshed(service.name());
        if (failing) {
            failing = false;
            shared.log().info("Upstream gives its schema again", SERVICE.is(service.name()));
        }
    }

    private void failed(String reason) {
        shared.report().failed(service.name());
        if (!failing) {
            failing = true;
            shared.log()
                    .warn(
                            "Upstream does not give its schema; it is asked again",
                            SERVICE.is(service.name()),
                            UPSTREAM.is(service.upstream().source().text()),
                            REASON.is(reason));
        }
        if (!(state instanceof SchemaState.Loaded)) {
            become(new SchemaState.NotLoaded(reason));
        }
    }

    private void become(SchemaState next) {
        boolean changed = !next.equals(state);
        state = next;
        if (changed) {
            shared.onChange().run();
        }
    }
}
