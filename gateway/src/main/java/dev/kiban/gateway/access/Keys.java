package dev.kiban.gateway.access;

import static dev.kiban.runtime.telemetry.log.LogKey.ERROR;

import dev.kiban.definition.Issuer;
import dev.kiban.runtime.telemetry.log.Log;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/// The keys of all issuers, kept fresh beside the data path: each by a thread of its own, so that
/// one that is slow holds up nobody. Safe for all threads.
public final class Keys implements AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(250);

    private final Fetch fetch;
    private final InstantSource clock;
    private final Log log;
    private final KeyReport report;
    private final Map<Issuer, Keeper> keepers = new ConcurrentHashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    public Keys(Fetch fetch, InstantSource clock, Log log, KeyReport report) {
        this.fetch = fetch;
        this.clock = clock;
        this.log = log;
        this.report = report;
    }

    /// Keeps the keys of these issuers too from here on.
    public void follow(Issuers issuers) {
        issuers.all().forEach(issuer -> keepers.computeIfAbsent(issuer, Keeper::new));
    }

    /// Keeps the keys of no others from here on.
    public void keepOnly(Issuers issuers) {
        keepers.forEach(
                (issuer, keeper) -> {
                    if (!issuers.all().contains(issuer)) {
                        keepers.remove(issuer);
                        keeper.stop();
                    }
                });
    }

    /// Runs this after each fetch, on the thread that fetched.
    public void listen(Runnable listener) {
        listeners.add(listener);
    }

    /// Empty if the issuer is not followed.
    Optional<IssuerKeys> of(Issuer issuer) {
        return Optional.ofNullable(keepers.get(issuer)).map(keeper -> keeper.keys);
    }

    /// Begins to look for a key that is not here, if it is not too soon.
    boolean search(IssuerKeys keys) {
        boolean searching = keys.search();
        Keeper keeper = keepers.get(keys.issuer());
        if (searching && keeper != null) {
            LockSupport.unpark(keeper.thread);
        }
        return searching && keeper != null;
    }

    @Override
    public void close() {
        keepOnly(Issuers.NONE);
    }

    /// Who fetches the keys of one issuer.
    private final class Keeper {
        private final IssuerKeys keys;
        private final Thread thread;
        private volatile boolean stopped;

        Keeper(Issuer issuer) {
            this.keys = new IssuerKeys(issuer, fetch, clock, report);
            this.thread = Thread.ofVirtual().name("keys of " + issuer.name()).start(this::run);
        }

        void stop() {
            stopped = true;
            thread.interrupt();
        }

        private void run() {
            while (!stopped) {
                if (keys.isDue()) {
                    Optional<String> fault = keys.fetch();
                    fault.filter(_ -> !stopped).ifPresent(this::tell);
                    listeners.forEach(Runnable::run);
                }
                LockSupport.parkNanos(this, TICK.toNanos());
            }
        }

        private void tell(String fault) {
            log.warn(
                    "Keys of an issuer cannot be fetched",
                    ERROR.is("%s: %s".formatted(keys.issuer().name(), fault)));
        }
    }
}
