package dev.kiban.gateway.count;

import static dev.kiban.gateway.count.CountingGateway.NEWER;
import static dev.kiban.gateway.count.CountingGateway.OLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.kiban.gateway.count.CountingGateway.Limits;
import dev.kiban.gateway.count.CountingGateway.Took;
import dev.kiban.gateway.count.MinuteCounts.Row;
import dev.kiban.gateway.count.MinuteCounts.Series;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CountsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Instant ONE_PAST = NOON.plus(MINUTE);
    private static final Series LEGACY = new Series("old", "/legacy/", "default");

    @TempDir private Path folder;

    private final RecordingStore store = new RecordingStore();

    @Test
    void shipsAMinuteWhenItIsOver() {
        CountingGateway gateway = CountingGateway.start(folder, store);
        gateway.after(Duration.ofSeconds(45));
        gateway.serve(0, new Took(Duration.ofMillis(3), 200));
        gateway.serve(1, new Took(Duration.ofMillis(5), 200));
        gateway.serve(1, new Took(Duration.ofMinutes(2), 503));

        gateway.ship();
        assertThat(store.stored(ONE_PAST)).isEmpty();
        gateway.after(MINUTE);
        gateway.ship();

        MinuteCounts counts = store.stored(ONE_PAST).orElseThrow();
        assertThat(counts.complete()).isTrue();
        assertThat(counts.bounds().get(3)).isEqualTo(Duration.ofMillis(5));
        assertThat(counts.rows()).extracting(Row::series).containsExactly(LEGACY);
        Row row = counts.rows().getFirst();
        assertThat(row.valid()).isEqualTo(3);
        assertThat(row.errors()).isEqualTo(1);
        assertThat(row.buckets().get(3)).isEqualTo(2);
        assertThat(row.buckets().getLast()).isEqualTo(1);
    }

    @Test
    void countsZeroWhereNothingWasAsked() {
        CountingGateway gateway = CountingGateway.start(folder, store);
        gateway.after(MINUTE);

        gateway.after(MINUTE);
        gateway.ship();

        MinuteCounts counts = store.stored(ONE_PAST).orElseThrow();
        assertThat(counts.complete()).isTrue();
        assertThat(counts.rows()).extracting(Row::valid).containsExactly(0L);
    }

    @Test
    void isNotCompleteInTheMinutesInWhichItStartedAndEnded() {
        CountingGateway gateway = CountingGateway.start(folder, store);
        gateway.serve(1);
        gateway.after(MINUTE);
        gateway.serve(2);
        gateway.after(MINUTE);
        gateway.serve(4);

        gateway.end();

        assertThat(store.stored())
                .extracting(MinuteCounts::minute, MinuteCounts::complete)
                .containsExactly(
                        tuple(NOON, false),
                        tuple(ONE_PAST, true),
                        tuple(ONE_PAST.plus(MINUTE), false));
        assertThat(store.valid()).isEqualTo(7);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aRequestBelongsToTheMinuteInWhichItEndedBeforeAnybodyLooked() {
        CountingGateway gateway = CountingGateway.start(folder, store);
        gateway.serve(1);

        gateway.passes(MINUTE);
        gateway.serve(2);
        gateway.tick();
        gateway.after(MINUTE);
        gateway.ship();

        assertThat(valid(NOON)).isEqualTo(1);
        assertThat(valid(ONE_PAST)).isEqualTo(2);
    }

    @Test
    void sealsNothingThatALoopMayStillWriteTo() {
        CountingGateway gateway = CountingGateway.start(folder, store);
        gateway.serve(1);

        gateway.afterWithBusyLoops(MINUTE);
        gateway.ship();
        assertThat(store.asked()).isEmpty();
        gateway.tick();
        gateway.ship();

        assertThat(valid(NOON)).isEqualTo(1);
    }

    @Test
    void aMinuteDuringWhichNobodyLookedIsAGap() {
        CountingGateway gateway = CountingGateway.start(folder, store);
        gateway.after(MINUTE);

        gateway.after(MINUTE.multipliedBy(10));
        gateway.after(MINUTE);
        gateway.after(MINUTE);
        gateway.ship();

        assertThat(store.stored(ONE_PAST).orElseThrow().complete()).isFalse();
        assertThat(store.stored(ONE_PAST.plus(MINUTE.multipliedBy(3)))).isEmpty();
        assertThat(store.stored().getLast().complete()).isTrue();
    }

    @Test
    void losesNothingWhenTheClockGoesBack() {
        CountingGateway gateway = CountingGateway.start(folder, store);
        gateway.after(MINUTE);
        gateway.serve(1);

        gateway.after(Duration.ofHours(-1));
        gateway.serve(2);
        gateway.after(Duration.ofHours(1));
        gateway.serve(4);
        gateway.after(MINUTE);
        gateway.ship();

        assertThat(store.valid()).isEqualTo(7);
        assertThat(store.stored()).hasSize(store.asked().size());
    }

    @Test
    void routesThatComeWithinAMinuteAreCountedFromThenOn() {
        CountingGateway gateway = CountingGateway.start(folder, store);
        gateway.after(MINUTE);
        gateway.serve(1);

        gateway.register(OLD, NEWER);
        gateway.serve(0, "newer", "/newer/");
        gateway.serve(1, "old", "/legacy/");
        gateway.after(MINUTE);
        gateway.ship();

        MinuteCounts counts = store.stored(ONE_PAST).orElseThrow();
        assertThat(counts.complete()).isTrue();
        assertThat(counts.rows())
                .extracting(row -> row.series().route(), Row::valid)
                .containsExactlyInAnyOrder(tuple("/legacy/", 2L), tuple("/newer/", 1L));
        assertThat(gateway.report.uncounted).isZero();
    }

    @Test
    void saysSoWhenARequestHasNoSeries() {
        CountingGateway gateway = CountingGateway.start(folder, store);

        gateway.serve(0, "stranger", "/stranger/");

        assertThat(gateway.report.uncounted).isEqualTo(1);
    }

    @Test
    void keepsMinutesWhileTheStoreIsAway() {
        CountingGateway gateway = CountingGateway.start(folder, store);
        store.goesAway();
        for (int i = 0; i < 5; i++) {
            gateway.serve(1);
            gateway.after(MINUTE);
            assertThat(gateway.ship()).isFalse();
        }
        assertThat(gateway.report.waiting).isEqualTo(5);

        store.comesBack();

        assertThat(gateway.ship()).isTrue();
        assertThat(gateway.report.waiting).isZero();
        assertThat(store.valid()).isEqualTo(5);
        assertThat(store.stored()).extracting(MinuteCounts::minute).isSorted();
        assertThat(gateway.log()).anyMatch(line -> line.contains("Counts wait for the store"));
        assertThat(gateway.log()).anyMatch(line -> line.contains("Counts are taken again"));
    }

    @Test
    void comesAgainWithTheSameCountsWhenTheAnswerWasLost() {
        CountingGateway gateway = CountingGateway.start(folder, store);
        gateway.serve(3);
        gateway.after(MINUTE);
        store.losesAnswers();

        assertThat(gateway.ship()).isFalse();
        store.comesBack();
        assertThat(gateway.ship()).isTrue();

        assertThat(store.asked()).hasSize(2);
        assertThat(store.asked().getFirst()).isEqualTo(store.asked().getLast());
        assertThat(store.valid()).isEqualTo(3);
    }

    @Test
    void shipsWhatAKilledInstanceCountedFirst() {
        CountingGateway killed = CountingGateway.start(folder, store);
        killed.serve(2);
        killed.after(MINUTE);
        killed.serve(3);
        killed.kill();

        CountingGateway next = CountingGateway.start(folder, store);
        next.serve(7);
        next.after(MINUTE);
        next.ship();

        assertThat(store.stored())
                .extracting(MinuteCounts::instance)
                .startsWith(instance(killed), instance(killed), instance(next));
        assertThat(store.stored().get(1).complete()).isFalse();
        assertThat(store.valid()).isEqualTo(12);
        assertThat(killed.folder.own().path()).doesNotExist();
    }

    @Test
    void leavesALiveInstanceAlone() {
        CountingGateway one = CountingGateway.start(folder, store);
        CountingGateway other = CountingGateway.start(folder, store);
        one.serve(1);
        one.after(MINUTE);
        other.serve(2);
        other.after(MINUTE);

        other.ship();
        assertThat(store.valid()).isEqualTo(2);
        one.ship();

        assertThat(store.valid()).isEqualTo(3);
        assertThat(store.asked()).hasSize(2);
    }

    @Test
    void setsADamagedFileAsideAndShipsTheOthers() throws IOException {
        CountingGateway killed = CountingGateway.start(folder, store);
        killed.serve(2);
        killed.after(MINUTE);
        killed.serve(3);
        killed.kill();
        Path sealed = file(InstanceFolder.SEALED);
        try (RandomAccessFile file = new RandomAccessFile(sealed.toFile(), "rw")) {
            file.setLength(file.length() / 2);
        }

        CountingGateway next = CountingGateway.start(folder, store);
        assertThat(next.ship()).isTrue();

        assertThat(store.valid()).isEqualTo(3);
        assertThat(next.report.lost).isEqualTo(1);
        assertThat(next.log()).anyMatch(line -> line.contains("its cells are cut off"));
        assertThat(file(InstanceFolder.DAMAGED)).exists();
    }

    @Test
    void readsAnyHalfOfAFileAsDamagedOrAsWhatWasCounted() throws IOException {
        CountingGateway gateway = CountingGateway.start(folder, store);
        gateway.serve(3);
        byte[] whole = Files.readAllBytes(file(InstanceFolder.OPEN));
        Path torn = folder.resolve("torn");

        for (int length = 0; length < whole.length; length += 3) {
            Files.write(torn, Arrays.copyOf(whole, length));

            assertThatThrownBy(() -> BlockFile.read(torn)).isInstanceOf(DamagedFile.class);
        }
    }

    @Test
    void noticesEachChangedByteOfAHead() throws IOException {
        CountingGateway gateway = CountingGateway.start(folder, store);
        Path file = file(InstanceFolder.OPEN);
        byte[] whole = Files.readAllBytes(file);
        int head = BlockFile.read(file).head().encode().length;
        gateway.kill();
        Path changed = folder.resolve("changed");

        for (int at = 0; at < head; at++) {
            byte[] bytes = whole.clone();
            bytes[at] ^= 1;
            Files.write(changed, bytes);

            assertThatThrownBy(() -> BlockFile.read(changed)).isInstanceOf(DamagedFile.class);
        }
    }

    @Test
    void givesUpTheOldestMinutesWhenTheFolderIsFull() {
        Limits small = new Limits(CountingGateway.START, 2, 8_000);
        CountingGateway gateway = CountingGateway.start(folder, store, small);
        store.goesAway();
        for (int i = 0; i < 60; i++) {
            gateway.serve(1);
            gateway.after(MINUTE);
        }
        store.comesBack();

        gateway.ship();

        assertThat(gateway.report.lost).isPositive();
        assertThat(store.stored(NOON)).isEmpty();
        assertThat(store.stored().getLast().minute()).isEqualTo(NOON.plus(MINUTE.multipliedBy(59)));
        assertThat(store.valid() + gateway.report.lost).isEqualTo(60);
        assertThat(gateway.log()).anyMatch(line -> line.contains("the folder is full"));
    }

    @Test
    void staysInAnOlderMinuteWhenNoFileCanBeMade() {
        Limits tiny = new Limits(CountingGateway.START, 1, 1_500);
        CountingGateway gateway = CountingGateway.start(folder, store, tiny);
        gateway.after(MINUTE);
        gateway.register(OLD, NEWER);

        gateway.serve(0, "old", "/legacy/");
        gateway.serve(0, "newer", "/newer/");
        gateway.end();

        assertThat(store.valid()).isEqualTo(1);
        assertThat(gateway.report.uncounted).isEqualTo(1);
        assertThat(gateway.log()).anyMatch(line -> line.contains("no file can be made"));
    }

    private long valid(Instant minute) {
        return store.stored(minute).orElseThrow().rows().stream().mapToLong(Row::valid).sum();
    }

    private static UUID instance(CountingGateway gateway) {
        return UUID.fromString(gateway.folder.own().path().getFileName().toString());
    }

    private Path file(String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> found =
                    files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
            return found.getFirst();
        }
    }
}
