package dev.kiban.runtime.telemetry.trace;

import static dev.kiban.runtime.telemetry.log.LogKey.COUNT;
import static dev.kiban.runtime.telemetry.log.LogKey.ENDPOINT;

import dev.kiban.runtime.telemetry.lane.Batch;
import dev.kiban.runtime.telemetry.lane.BatchTaker;
import dev.kiban.runtime.telemetry.lane.Lanes;
import dev.kiban.runtime.telemetry.log.Log;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/// Sends spans to a collector by OTLP over HTTP. They are encoded where they end, on the event
/// loop, gathered by its lane, and posted by one thread; who hands in a span never waits. While
/// the collector does not take them, lanes fill; what they cannot hold is dropped and counted.
public final class OtlpSpans implements AutoCloseable {
    /// Some 3,000 spans of an event loop.
    static final int LANE_BYTES = 1 << 21;

    /// Often, so that sending never keeps a processor for long.
    private static final Duration GATHER = Duration.ofMillis(50);

    private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

    private final OtlpPost post;
    private final Sender sender;
    private final Lanes lanes;

    /// Starts the sender.
    ///
    /// @param dropped told the number of spans that were lost, from any thread
    public OtlpSpans(OtlpSettings settings, LongConsumer dropped, Log log) {
        this.post = new OtlpPost(settings);
        this.sender = new Sender(settings, dropped, log);
        this.lanes =
                new Lanes(
                        new Lanes.Settings("otlp-spans", LANE_BYTES, GATHER, CLOSE_WAIT),
                        sender,
                        dropped);
    }

    /// A new way in. One per event loop.
    public SpanWriter writer() {
        return new SpanWriter(lanes.lane());
    }

    /// Sends what waits and gives up after five seconds.
    @Override
    public void close() {
        sender.hurry();
        lanes.close();
        post.close();
    }

    private final class Sender implements BatchTaker {
        private static final int TRIES = 4;
        private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
        private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

        private final OtlpSettings settings;
        private final LongConsumer dropped;
        private final Log log;
        private volatile boolean hurried;
        private boolean failing;

        Sender(OtlpSettings settings, LongConsumer dropped, Log log) {
            this.settings = settings;
            this.dropped = dropped;
            this.log = log;
        }

        /// Tries once from now on.
        void hurry() {
            hurried = true;
        }

        @Override
        public void take(Batch spans) {
            try {
                if (isTaken(spans)) {
                    failing = false;
                    return;
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            dropped.accept(spans.pieces());
            if (!failing) { // once per outage
                failing = true;
                log.warn(
                        "Spans cannot be sent and are lost",
                        ENDPOINT.is(settings.endpoint()),
                        COUNT.is(spans.pieces()));
            }
        }

        /// A collector that failed before gets one try for each batch: it would be asked the more
        /// the less it can take.
        private boolean isTaken(Batch spans) throws InterruptedException {
            Duration pause = FIRST_PAUSE;
            for (int left = failing ? 1 : TRIES; ; left--) {
                switch (post.send(spans)) {
                    case OtlpPost.Outcome.Taken _ -> {
                        return true;
                    }
                    case OtlpPost.Outcome.Lost _ -> {
                        return false;
                    }
                    case OtlpPost.Outcome.Later(var after) -> {
                        if (left == 1 || hurried) {
                            return false;
                        }
                        Duration asked = Duration.ofSeconds(after.orElse(0));
                        pause(asked.compareTo(pause) > 0 ? asked : pause);
                        pause = pause.multipliedBy(2);
                    }
                }
            }
        }

        private void pause(Duration time) {
            Duration bounded = time.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : time;
            LockSupport.parkNanos(this, bounded.toNanos());
        }

        @Override
        public void end() {}
    }
}
