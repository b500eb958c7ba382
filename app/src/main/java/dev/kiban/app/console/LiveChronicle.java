package dev.kiban.app.console;

import dev.kiban.console.Chronicle;
import dev.kiban.ledger.Event;
import dev.kiban.ledger.Page;
import dev.kiban.ledger.Query;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/// The ledger of a running gateway. It is verified while somebody looks at it, beside the pages.
public final class LiveChronicle implements Chronicle {
    /// A verification that is not older is not repeated.
    private static final Duration FRESH = Duration.ofMinutes(10);

    private final Sources sources;
    private final InstantSource clock;
    private final Executor beside;
    private final AtomicBoolean verifying = new AtomicBoolean();
    private volatile Optional<Check> last = Optional.empty();

    /// @param beside where the ledger is verified, which takes its time
    public LiveChronicle(Sources sources, InstantSource clock, Executor beside) {
        this.sources = sources;
        this.clock = clock;
        this.beside = beside;
    }

    @Override
    public Optional<Page<Event>> search(Query query) {
        return sources.ask(archive -> archive.ledger().search(query));
    }

    @Override
    public Optional<Check> check() {
        Instant old = clock.instant().minus(FRESH);
        boolean isFresh = last.isPresent() && last.get().at().isAfter(old);
        if (!isFresh && verifying.compareAndSet(false, true)) {
            beside.execute(this::verify);
        }
        return last;
    }

    private void verify() {
        try {
            Instant now = clock.instant();
            sources.ask(archive -> archive.ledger().verify())
                    .ifPresent(verdict -> last = Optional.of(new Check(now, verdict)));
        } finally {
            verifying.set(false);
        }
    }
}
