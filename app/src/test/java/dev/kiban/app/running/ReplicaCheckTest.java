package dev.kiban.app.running;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiban.app.option.Replicas;
import dev.kiban.kernel.PaceName;
import dev.kiban.pace.InFlight;
import dev.kiban.pace.LimitPlan;
import dev.kiban.pace.PacePlan;
import dev.kiban.pace.Rate;
import dev.kiban.pace.plan.LivePaces;
import dev.kiban.runtime.redis.RedisUrl;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReplicaCheckTest {
    private static final PaceName PUSH = new PaceName("push");
    private static final PacePlan FAST = PacePlan.of(PUSH, LimitPlan.of("all", Rate.perSecond(5)));
    private static final PacePlan SLOW = PacePlan.of(PUSH, LimitPlan.of("all", Rate.perHour(299)));
    private static final PacePlan FEW = FAST.inFlight(new InFlight(2, Duration.ofMinutes(1)));

    private final ReplicaCheck leased = new ReplicaCheck(new Replicas(Optional.empty(), 3));
    private final ReplicaCheck together =
            new ReplicaCheck(new Replicas(Optional.of(RedisUrl.parse("redis://r")), 3));

    @Test
    void lendsNoPartOfARateThatIsTooSmallToBeDivided() {
        assertThatCode(() -> leased.check(paces(FAST))).doesNotThrowAnyException();
        assertThatCode(() -> together.check(paces(SLOW))).doesNotThrowAnyException();
        assertThatThrownBy(() -> leased.check(paces(SLOW)))
                .hasMessage(
                        "pace 'push': 299/h is too little for 3 replicas that each lease a part; they need 300/h at least, or --redis");
    }

    @Test
    void lendsNoJobsInFlightThatAreFewerThanReplicas() {
        assertThatCode(() -> together.check(paces(FEW))).doesNotThrowAnyException();
        assertThatThrownBy(() -> leased.check(paces(FEW)))
                .hasMessage(
                        "pace 'push': 2 jobs in flight are too few for 3 replicas that each lease some: they need 3 at least, or --redis");
    }

    @Test
    void cannotShareWhatCountsAsNginxDoes() {
        assertThatThrownBy(() -> together.check(paces(FAST.likeNginx())))
                .hasMessageStartingWith("pace 'push' counts as nginx does");
    }

    private static LivePaces paces(PacePlan plan) {
        return new LivePaces(List.of(plan), List.of(), Map.of());
    }
}
