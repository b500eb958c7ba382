package dev.kiban.runtime.telemetry.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.runtime.telemetry.lane.Lane;
import dev.kiban.testkit.Eventually;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LineLogTest {
    private static final JsonKey NUMBER = JsonKey.of("n");
    private static final JsonKey LANE = JsonKey.of("lane");

    private final AtomicLong dropped = new AtomicLong();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final Log log = Log.to(complaints::add);

    @Test
    void writesALineSoonAfterItWasHandedIn() {
        Sink sink = new Sink();
        try (LineLog lines = new LineLog(sink, dropped::addAndGet, log)) {
            line(0, 7).appendTo(lines.lane());

            Eventually.passes(() -> assertThat(sink.text()).isEqualTo("{\"lane\":0,\"n\":7}\n"));
        }
    }

    @Test
    void losesNothingAndKeepsTheOrderOfEachLane() throws Exception {
        int count = 20_000;
        Sink sink = new Sink();
        try (LineLog lines = new LineLog(sink, dropped::addAndGet, log)) {
            List<Thread> loops = new ArrayList<>();
            for (int lane = 0; lane < 3; lane++) {
                int id = lane;
                Lane mine = lines.lane();
                loops.add(Thread.ofPlatform().start(() -> fill(mine, id, count)));
            }
            for (Thread loop : loops) {
                loop.join();
            }
        }

        assertThat(dropped).hasValue(0);
        for (int lane = 0; lane < 3; lane++) {
            String prefix = "{\"lane\":" + lane + ",";
            assertThat(sink.text().lines().filter(line -> line.startsWith(prefix)))
                    .hasSize(count)
                    .isSortedAccordingTo((a, b) -> Integer.compare(number(a), number(b)));
        }
    }

    @Test
    void dropsAndCountsInsteadOfWaitingForAStreamThatIsStuck() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Sink sink = new Sink(release);
        int tooMany = LineLog.LANE_BYTES / 4;
        try (LineLog lines = new LineLog(sink, dropped::addAndGet, log)) {
            Lane lane = lines.lane();
            line(0, 0).appendTo(lane);
            sink.entered.await();

            fill(lane, 0, tooMany); // returns: the stream is still stuck

            release.countDown();
        }

        assertThat(dropped.get()).isPositive();
        assertThat(sink.text().lines().count()).isEqualTo(1 + tooMany - dropped.get());
    }

    @Test
    void countsLinesThatTheStreamRefusedAndComplainsOnce() {
        OutputStream full =
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("No space left on device");
                    }
                };
        try (LineLog lines = new LineLog(full, dropped::addAndGet, log)) {
            Lane lane = lines.lane();
            line(0, 1).appendTo(lane);
            Eventually.passes(() -> assertThat(dropped).hasValue(1));

            line(0, 2).appendTo(lane);
            Eventually.passes(() -> assertThat(dropped).hasValue(2));
        }

        assertThat(complaints).singleElement().asString().contains("No space left on device");
    }

    @Test
    void writesWhatIsLeftWhenItCloses() {
        Sink sink = new Sink();
        LineLog lines = new LineLog(sink, dropped::addAndGet, log);
        line(0, 1).appendTo(lines.lane());

        lines.close();

        assertThat(sink.text()).isEqualTo("{\"lane\":0,\"n\":1}\n");
    }

    private static void fill(Lane lane, int id, int count) {
        JsonLine line = new JsonLine();
        for (int n = 0; n < count; n++) {
            line.begin().number(LANE, id).number(NUMBER, n).end();
            line.appendTo(lane);
        }
    }

    private static JsonLine line(int lane, int n) {
        JsonLine line = new JsonLine();
        line.begin().number(LANE, lane).number(NUMBER, n).end();
        return line;
    }

    private static int number(String line) {
        return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1, line.length() - 1));
    }

    /// Keeps what is written; may be stuck until a latch opens.
    private static final class Sink extends OutputStream {
        final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch release;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Sink() {
            this(new CountDownLatch(0));
        }

        Sink(CountDownLatch release) {
            this.release = release;
        }

        @Override
        public void write(int b) {
            bytes.write(b);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            entered.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
            bytes.write(from, offset, length);
        }

        String text() {
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }
}
