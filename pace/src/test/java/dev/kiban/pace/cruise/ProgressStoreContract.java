package dev.kiban.pace.cruise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What every store of the progress of campaigns does.
abstract class ProgressStoreContract {
    /// An empty one.
    abstract ProgressStore store();

    /// All that was told gets older.
    abstract void pass(Duration time);

    @Test
    void tellsWhatEachServerToldLast() {
        ProgressStore store = store();
        store.put("a:1", Map.of(7L, 10L, 8L, 3L));
        store.put("b:1", Map.of(7L, -2L));
        store.put("a:1", Map.of(7L, 12L));

        assertThat(store.told(Set.of(7L, 9L)))
                .isEqualTo(Map.of(7L, Map.of("a:1", 12L, "b:1", -2L)));
        assertThat(store.told(Set.of(8L))).isEqualTo(Map.of(8L, Map.of("a:1", 3L)));
        assertThat(store.told(Set.of())).isEmpty();
    }

    @Test
    void forgetsCampaignsOfWhichNobodyTellsButNotThoseWhoAreGone() {
        ProgressStore store = store();
        store.put("gone:1", Map.of(7L, 10L, 8L, 3L));
        pass(ProgressStore.KEPT.plusMinutes(1));
        store.put("a:1", Map.of(7L, 1L));

        store.sweep();

        assertThat(store.told(Set.of(7L, 8L)))
                .isEqualTo(Map.of(7L, Map.of("gone:1", 10L, "a:1", 1L)));
    }
}
