package dev.kiban.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BodyBudgetTest {

    @Property
    void holdsWhatWasTakenAndNeverMoreThanItsLimit(
            @ForAll @Size(max = 200) List<@IntRange(min = 1, max = 60) Integer> wishes,
            @ForAll long seed) {
        Random random = new Random(seed);
        BodyBudget budget = new BodyBudget(100);
        List<Integer> held = new ArrayList<>();
        for (int wish : wishes) {
            boolean fits = sum(held) + wish <= 100;
            assertThat(budget.take(wish)).isEqualTo(fits);
            if (fits) {
                held.add(wish);
            }
            if (!held.isEmpty() && random.nextBoolean()) {
                budget.giveBack(held.removeLast());
            }

            assertThat(budget.taken()).isEqualTo(sum(held)).isLessThanOrEqualTo(100);
        }
    }

    @Test
    void canShrinkBelowWhatIsTaken() {
        BodyBudget budget = new BodyBudget(100);
        assertThat(budget.take(80)).isTrue();

        budget.limit(50);

        assertThat(budget.take(1)).isFalse();
        budget.giveBack(80);
        assertThat(budget.take(50)).isTrue();
    }

    private static int sum(List<Integer> held) {
        return held.stream().mapToInt(n -> n).sum();
    }
}
