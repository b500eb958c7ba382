package dev.kiban.gateway.count;

import static dev.kiban.runtime.telemetry.log.LogKey.COUNT;
import static dev.kiban.runtime.telemetry.log.LogKey.ERROR;

import dev.kiban.gateway.GatewayPlan;
import dev.kiban.gateway.count.InstanceFolder.Kept;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;

/// Leads the loops from minute to minute. The next minute's file is there before it begins; one
/// that is over is sealed when every loop has left it, so that nothing is added to what is shipped.
///
/// If no file can be made, loops stay in an older minute, which then is not complete: everything is
/// still counted once. So they do when the clock goes back, until it is where it was.
final class MinuteRoll {
    private static final long SECONDS_PER_MINUTE = 60;

    private final Facts facts;
    private final CountFolder folder;
    private final InstantSource clock;
    private final Instant started;
    private final List<LoopCounts> loops = new CopyOnWriteArrayList<>();
    private final NavigableMap<Long, OpenMinute> minutes = new TreeMap<>();
    private SeriesTable table = SeriesTable.EMPTY;
    private boolean failing;
    private volatile Instant measuredSince = Instant.MAX;
    private volatile OpenBlocks open = new OpenBlocks(List.of());

    /// What does not change while the instance lives.
    ///
    /// @param loops how many there will be
    record Facts(UUID instance, int loops, List<Long> boundsNanos) {}

    /// The files of one minute: more than one if routes came within it.
    ///
    /// @param onTime whether the first was there before the minute began
    private record OpenMinute(long minute, boolean onTime, List<OpenBlock> parts) {}

    MinuteRoll(Facts facts, CountFolder folder, InstantSource clock) {
        this.facts = facts;
        this.folder = folder;
        this.clock = clock;
        this.started = clock.instant();
    }

    /// Gives every route of a plan its cells. To be called before requests go by it; the loops are
    /// told before they are told of the plan.
    synchronized void register(GatewayPlan plan) {
        int before = table.size();
        table = table.with(plan);
        if (table.leftOut() > 0) {
            folder.losses()
                    .log()
                    .error(
                            "Some routes are not counted: there are too many",
                            COUNT.is(table.leftOut()));
        }
        if (minutes.isEmpty()) {
            begin();
        } else if (table.size() > before) {
            tick();
            loops.forEach(loop -> loop.moveTo(now()));
        }
    }

    /// Begins to count a loop. All that there will be must have begun before a minute is complete.
    ///
    /// @param executor runs tasks on that loop
    LoopCounts begin(int loop, Executor executor) {
        LoopCounts.Place place =
                new LoopCounts.Place(loop, executor, facts.boundsNanos(), minute());
        LoopCounts counts = new LoopCounts(place, () -> open, folder.losses().report());
        loops.add(counts);
        if (loops.size() == facts.loops()) {
            measuredSince = clock.instant();
        }
        return counts;
    }

    /// Does what is due; to be called a few times in each minute.
    synchronized void tick() {
        if (minutes.isEmpty()) {
            return; // there is no plan yet
        }
        long now = now();
        try {
            if (minutes.firstKey() < now) { // this gives room, too
                loops.forEach(loop -> loop.moveTo(now));
                sealBefore(now);
            }
            prepare(now);
            prepare(now + 1);
            failing = false;
        } catch (IOException | UncheckedIOException e) {
            if (!failing) {
                failing = true;
                folder.losses()
                        .log()
                        .error(
                                "Counts stay in the minute before: no file can be made",
                                ERROR.is(e.toString()));
            }
        }
    }

    /// Seals everything. No loop may write any more.
    synchronized void close() throws IOException {
        loops.clear();
        long now = minute();
        for (OpenMinute minute : List.copyOf(minutes.values())) {
            seal(minute, minute.minute() > now ? Kept.IF_COUNTED : kept(minute));
        }
    }

    private void begin() {
        try {
            prepare(minute());
            prepare(minute() + 1);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep counts: " + e, e);
        }
    }

    private void prepare(long minute) throws IOException {
        OpenMinute known = minutes.get(minute);
        if (known == null) {
            OpenBlock block = block(minute, 0);
            boolean onTime = clock.instant().isBefore(start(minute));
            minutes.put(minute, new OpenMinute(minute, onTime, new ArrayList<>(List.of(block))));
        } else if (known.parts().getLast().table().size() < table.size()) {
            known.parts().add(block(minute, known.parts().size()));
        } else {
            return;
        }
        publish();
    }

    private OpenBlock block(long minute, int part) throws IOException {
        BlockHead head =
                new BlockHead(
                        facts.instance(),
                        started,
                        minute,
                        false,
                        facts.loops(),
                        facts.boundsNanos(),
                        table.all());
        folder.makeRoom(BlockShape.of(head.encode().length, head).bytes());
        return OpenBlock.create(folder.own().openFile(minute, part), head, table);
    }

    /// Never the newest, so that loops have somewhere to be.
    private void sealBefore(long now) throws IOException {
        long before = Math.min(now, minutes.lastKey());
        for (OpenMinute minute : List.copyOf(minutes.headMap(before).values())) {
            if (minute.parts().stream().noneMatch(this::isWrittenTo)) {
                seal(minute, kept(minute));
            }
        }
    }

    private boolean isWrittenTo(OpenBlock block) {
        return loops.stream().anyMatch(loop -> loop.isIn(block));
    }

    /// A minute is not complete if its end was seen a minute late: the machine slept, or the clock
    /// was set.
    private Kept kept(OpenMinute minute) {
        Instant now = clock.instant();
        boolean complete =
                minute.onTime()
                        && !measuredSince.isAfter(start(minute.minute()))
                        && !now.isBefore(start(minute.minute() + 1))
                        && now.isBefore(start(minute.minute() + 2));
        return complete ? Kept.COMPLETE : Kept.INCOMPLETE;
    }

    private void seal(OpenMinute minute, Kept kept) throws IOException {
        List<OpenBlock> parts = minute.parts();
        folder.own().seal(parts.stream().map(OpenBlock::file).toList(), kept, folder.losses());
        minutes.remove(minute.minute());
        publish();
        parts.forEach(OpenBlock::close);
    }

    private void publish() {
        open =
                new OpenBlocks(
                        minutes.values().stream()
                                .flatMap(minute -> minute.parts().stream())
                                .toList());
    }

    /// The clock may go back; the minutes do not.
    private long now() {
        return Math.max(minute(), minutes.firstKey());
    }

    private long minute() {
        return Math.floorDiv(clock.instant().getEpochSecond(), SECONDS_PER_MINUTE);
    }

    private static Instant start(long minute) {
        return Instant.ofEpochSecond(minute * SECONDS_PER_MINUTE);
    }
}
