package dev.kiban.runtime.telemetry.log;

import static dev.kiban.runtime.telemetry.log.LogKey.BYTES;
import static dev.kiban.runtime.telemetry.log.LogKey.ERROR;

import dev.kiban.runtime.telemetry.lane.Batch;
import dev.kiban.runtime.telemetry.lane.BatchTaker;
import dev.kiban.runtime.telemetry.lane.Lane;
import dev.kiban.runtime.telemetry.lane.Lanes;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.function.LongConsumer;

/// Lines from many threads into one stream, written by one thread of its own, in batches; who hands
/// in a line never waits. If the disk or the reader of the pipe is too slow, lines are dropped and
/// counted.
public final class LineLog implements AutoCloseable {
    /// How long the writer gathers lines before it writes them.
    public static final Duration GATHER = Duration.ofMillis(100);

    /// Bytes that one lane can hold while the writer is busy.
    public static final int LANE_BYTES = 1 << 20;

    private static final Duration CLOSE_WAIT = Duration.ofSeconds(2);

    private final Lanes lanes;

    /// Starts the writer.
    ///
    /// @param out where lines go; closed by [#close]
    /// @param dropped told the number of lines that were lost, from any thread
    public LineLog(OutputStream out, LongConsumer dropped, Log log) {
        this.lanes =
                new Lanes(
                        new Lanes.Settings("line-log", LANE_BYTES, GATHER, CLOSE_WAIT),
                        new Writer(out, dropped, log),
                        dropped);
    }

    /// A new way in, for a [JsonLine] after the other. One per event loop, so that no two wait for
    /// each other.
    public Lane lane() {
        return lanes.lane();
    }

    /// Writes what is there and closes the stream; gives up after two seconds if the stream does
    /// not take it.
    @Override
    public void close() {
        lanes.close();
    }

    private static final class Writer implements BatchTaker {
        private final OutputStream out;
        private final LongConsumer dropped;
        private final Log log;
        private boolean failing;

        Writer(OutputStream out, LongConsumer dropped, Log log) {
            this.out = out;
            this.dropped = dropped;
            this.log = log;
        }

        @Override
        public void take(Batch batch) {
            try {
                out.write(batch.bytes(), 0, batch.length());
                out.flush();
                failing = false;
            } catch (IOException e) {
                dropped.accept(batch.pieces());
                report(e, batch.length());
            }
        }

        @Override
        public void end() {
            try {
                out.close();
            } catch (IOException e) {
                report(e, 0);
            }
        }

        /// Says it once per outage: a full disk must not fill the other log too.
        private void report(IOException e, int bytes) {
            if (!failing) {
                failing = true;
                log.error("Lines cannot be written and are lost", ERROR.is(e), BYTES.is(bytes));
            }
        }
    }
}
