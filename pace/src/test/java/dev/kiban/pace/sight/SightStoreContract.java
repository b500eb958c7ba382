package dev.kiban.pace.sight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.kernel.PaceName;
import dev.kiban.protos.v1.PaceSight;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/// What every store of sights does.
abstract class SightStoreContract {
    private static final PaceName PUSH = new PaceName("push");
    private static final PaceName MAIL = new PaceName("mail");

    private final Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS);

    abstract SightStore store();

    @Test
    void tellsWhatEachServerSawLast() {
        SightStore store = store();
        store.put("b:1", Map.of(PUSH, sight(1)));
        store.put("a:1", Map.of(PUSH, sight(2), MAIL, sight(3)));
        store.put("b:1", Map.of(PUSH, sight(4)));

        Map<PaceName, List<PaceSight>> fresh = store.fresh();

        assertThat(fresh.get(PUSH)).extracting(PaceSight::getServer).containsExactly("a:1", "b:1");
        assertThat(fresh.get(PUSH)).extracting(PaceSight::getInLine).containsExactly(2, 4);
        assertThat(fresh.get(MAIL)).extracting(PaceSight::getInLine).containsExactly(3);
        assertThat(fresh.get(PUSH)).allMatch(PaceSight::hasSeen);
    }

    @Test
    void addsUpServersAndTakesTheMeanOverTime() {
        SightStore store = store();
        store.add("a:1", List.of(sample(0, 100, 4), sample(10, 300, 8)));
        store.add("b:1", List.of(sample(0, 50, 2)));
        store.add("a:1", List.of(sample(60, 10, 1)));

        List<Stretch> past = store.past(PUSH, hour, hour.plusSeconds(120), Duration.ofSeconds(60));

        assertThat(past)
                .containsExactly(
                        new Stretch(hour, 22.5, 0.15, 7, 3, OptionalDouble.of(50), 0.5),
                        new Stretch(
                                hour.plusSeconds(60), 1, 0.1, 1, 2, OptionalDouble.of(50), 0.5));
    }

    @Test
    void keepsWhatWasAddedFirst() {
        SightStore store = store();
        store.add("a:1", List.of(sample(0, 100, 4)));
        store.add("a:1", List.of(sample(0, 900, 4)));

        assertThat(store.past(PUSH, hour, hour.plusSeconds(10), Sample.LENGTH))
                .extracting(Stretch::started)
                .containsExactly(10.0);
    }

    @Test
    void leavesOutWhatWasNotAskedFor() {
        SightStore store = store();
        store.add("a:1", List.of(sample(0, 100, 4), sample(50, 100, 4)));

        assertThat(store.past(PUSH, hour.plusSeconds(10), hour.plusSeconds(50), Sample.LENGTH))
                .isEmpty();
        assertThat(store.past(MAIL, hour, hour.plusSeconds(60), Sample.LENGTH)).isEmpty();
    }

    @Test
    void forgetsWhatIsTooOld() {
        SightStore store = store();
        Instant old = hour.minus(SightStore.KEPT).minusSeconds(3_600);
        store.add("a:1", List.of(sample(0, 100, 4)));
        store.add("a:1", List.of(new Sample(PUSH, old, 1, 0, 0, 0, OptionalDouble.empty(), 1)));

        store.sweep();

        assertThat(store.past(PUSH, old, hour.plusSeconds(60), Sample.LENGTH)).hasSize(1);
    }

    @Test
    void knowsPacesWithoutALimitForAll() {
        SightStore store = store();
        store.add("a:1", List.of(new Sample(PUSH, hour, 10, 0, 0, 0, OptionalDouble.empty(), 1)));

        assertThat(store.past(PUSH, hour, hour.plusSeconds(10), Sample.LENGTH))
                .extracting(Stretch::rate)
                .containsExactly(OptionalDouble.empty());
    }

    private static PaceSight sight(int inLine) {
        return PaceSight.newBuilder().setInLine(inLine).build();
    }

    private Sample sample(int second, long passed, int inLine) {
        return new Sample(
                PUSH, hour.plusSeconds(second), passed, 1, inLine, 2, OptionalDouble.of(50), 0.5);
    }
}
