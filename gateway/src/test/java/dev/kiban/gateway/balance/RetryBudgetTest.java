package dev.kiban.gateway.balance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RetryBudgetTest {
    private static final int FREE = RetryBudget.SECONDS * RetryBudget.FREE_PER_SECOND;

    private final RetryBudget budget = new RetryBudget();

    @Test
    void givesAPartOfTheRequestsAndAFewMore() {
        requests(1_000);

        assertThat(taken(20)).isEqualTo(200 + FREE);
    }

    @Test
    void givesAFewWhereRequestsAreRare() {
        assertThat(taken(20)).isEqualTo(FREE);
    }

    @Test
    void forgetsWhatIsLongAgo() {
        requests(1_000);
        for (int second = 0; second < RetryBudget.SECONDS; second++) {
            budget.nextSecond();
        }

        assertThat(taken(20)).isEqualTo(FREE);
    }

    @Test
    void remembersWhatIsTakenForAsLong() {
        assertThat(taken(20)).isEqualTo(FREE);

        for (int second = 1; second < RetryBudget.SECONDS; second++) {
            budget.nextSecond();
        }

        assertThat(budget.take(20)).isFalse();
        budget.nextSecond();
        assertThat(taken(20)).isEqualTo(FREE);
    }

    private void requests(int count) {
        for (int i = 0; i < count; i++) {
            budget.request();
        }
    }

    private int taken(int percent) {
        int taken = 0;
        while (budget.take(percent)) {
            taken++;
        }
        return taken;
    }
}
