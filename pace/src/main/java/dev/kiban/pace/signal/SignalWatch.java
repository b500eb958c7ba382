package dev.kiban.pace.signal;

import static dev.kiban.runtime.telemetry.log.LogKey.REASON;
import static dev.kiban.runtime.telemetry.log.LogKey.SIGNAL;

import dev.kiban.definition.PaceSignal;
import dev.kiban.definition.PaceSignal.Pushed;
import dev.kiban.definition.PaceSignal.Source;
import dev.kiban.definition.PaceSteering;
import dev.kiban.kernel.PaceName;
import dev.kiban.runtime.telemetry.log.Log;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;

/// Reads signals again and again, each on its own, so that one that does not answer holds up no
/// other.
///
/// ```java
/// SignalWatch watch = new SignalWatch(ports, log);
/// watch.look(paces.steering());     // each second
/// ```
public final class SignalWatch {
    private final Ports ports;
    private final Log log;
    private final Map<At, Instant> due = new HashMap<>();
    private final Set<At> underWay = new HashSet<>();
    private final Map<At, String> troubles = new HashMap<>();

    /// Whose signal.
    private record At(PaceName pace, String signal) {
        @Override
        public String toString() {
            return pace + "/" + signal;
        }
    }

    /// Reads what is measured now.
    @FunctionalInterface
    public interface Reader {
        /// @throws IOException if nobody answers, or what is answered is no number
        /// @throws InterruptedException if it is not to be read any more
        double read(Source source) throws IOException, InterruptedException;
    }

    /// Takes what was measured.
    @FunctionalInterface
    public interface Taker {
        void measured(PaceName pace, String signal, double value);
    }

    /// What watching needs of the outside.
    ///
    /// @param threads has each reading done beside the others
    public record Ports(Reader reader, Taker taker, InstantSource clock, Executor threads) {}

    public SignalWatch(Ports ports, Log log) {
        this.ports = ports;
        this.log = log;
    }

    /// Begins to read what is due. One that is still being read is not read twice.
    public synchronized void look(Map<PaceName, PaceSteering> steering) {
        Instant now = ports.clock().instant();
        steering.forEach(
                (pace, how) -> {
                    for (PaceSignal signal : how.signals()) {
                        At at = new At(pace, signal.name());
                        if (!(signal.source() instanceof Pushed) && isDue(at, now)) {
                            begin(at, signal.source(), now.plus(how.every()));
                        }
                    }
                });
    }

    private boolean isDue(At at, Instant now) {
        Instant next = due.get(at);
        return !underWay.contains(at) && (next == null || !now.isBefore(next));
    }

    private void begin(At at, Source source, Instant next) {
        due.put(at, next);
        underWay.add(at);
        ports.threads().execute(() -> read(at, source));
    }

    private void read(At at, Source source) {
        try {
            double value = ports.reader().read(source);
            ports.taker().measured(at.pace(), at.signal(), value);
            tell(at, "");
        } catch (IOException | RuntimeException e) {
            tell(at, String.valueOf(e.getMessage()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            synchronized (this) {
                underWay.remove(at);
            }
        }
    }

    /// Once for as long as it is the same.
    private synchronized void tell(At at, String trouble) {
        String before = troubles.put(at, trouble);
        if (trouble.equals(before == null ? "" : before)) {
            return;
        }
        if (trouble.isEmpty()) {
            log.info("A signal is read again", SIGNAL.is(at));
        } else {
            log.warn("A signal cannot be read", SIGNAL.is(at), REASON.is(trouble));
        }
    }
}
