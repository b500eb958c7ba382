package dev.kiban.pace.sight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.pace.sight.Busiest.Share;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BusiestTest {

    @Test
    void knowsTheBusiestFirst() {
        Busiest busiest = new Busiest();
        asks(busiest, "shop-1", 60);
        asks(busiest, "shop-2", 30);
        asks(busiest, "shop-3", 10);

        assertThat(Busiest.of(List.of(busiest), 2))
                .containsExactly(new Share("shop-1", 0.6), new Share("shop-2", 0.3));
    }

    @Test
    void addsUpWhatWasCountedApart() {
        Busiest one = new Busiest();
        Busiest other = new Busiest();
        asks(one, "shop-1", 10);
        asks(one, "shop-2", 15);
        asks(other, "shop-1", 15);

        assertThat(Busiest.of(List.of(one, other), 1)).containsExactly(new Share("shop-1", 0.625));
    }

    @Test
    void forgetsWhatIsLongAgo() {
        Busiest busiest = new Busiest();
        asks(busiest, "then", 100);
        for (int i = 0; i < 7; i++) {
            busiest.fade();
        }

        asks(busiest, "now", 1);

        assertThat(Busiest.of(List.of(busiest), 10)).containsExactly(new Share("now", 1));
    }

    @Test
    void saysNothingOfNobody() {
        assertThat(Busiest.of(List.of(new Busiest()), 10)).isEmpty();
        assertThat(Busiest.of(List.of(), 10)).isEmpty();
    }

    /// The promise of "space-saving".
    @Property(tries = 100)
    void knowsWhoeverAsksMoreThanItsPart(@ForAll @IntRange(min = 1, max = 500) int strangers) {
        Busiest busiest = new Busiest();
        Random random = new Random(strangers);
        Map<String, Integer> asked = new HashMap<>();
        int all = 5_000;
        for (int i = 0; i < all; i++) {
            String asker =
                    random.nextInt(20) == 0 ? "busy" : "stranger-" + random.nextInt(strangers);
            asked.merge(asker, 1, Integer::sum);
            busiest.asked(asker);
        }

        Map<String, Double> shares = new HashMap<>();
        Busiest.of(List.of(busiest), Busiest.PLACES)
                .forEach(share -> shares.put(share.asker(), share.share()));

        asked.forEach(
                (asker, times) -> {
                    double is = (double) times / all;
                    if (is > 1.0 / Busiest.PLACES) {
                        assertThat(shares).containsKey(asker);
                        assertThat(shares.get(asker)).isBetween(is, is + 1.0 / Busiest.PLACES);
                    }
                });
    }

    private static void asks(Busiest busiest, String asker, int times) {
        for (int i = 0; i < times; i++) {
            busiest.asked(asker);
        }
    }
}
