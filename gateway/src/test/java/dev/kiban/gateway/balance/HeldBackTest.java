package dev.kiban.gateway.balance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.Concurrency;
import dev.kiban.definition.Ejection;
import dev.kiban.definition.Protocol;
import dev.kiban.definition.Retries;
import dev.kiban.definition.Retries.Reason;
import dev.kiban.runtime.http.CallFault.Kind;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Each request gives back its place, however it ends.
class HeldBackTest {
    private static final Repeats OFTEN =
            new Repeats(new Retries(2, EnumSet.allOf(Reason.class), 100, Optional.empty()), true);

    private final TestUpstream upstream =
            new TestUpstream(
                    Protocol.HTTP,
                    2,
                    new Ejection(5, Duration.ofSeconds(30), 0),
                    Optional.of(new Concurrency(2, 10, Optional.empty())));

    @Test
    void oneMoreThanMayBeUnderWayIsRefused() {
        begin(Repeats.UNSEEN);
        begin(Repeats.UNSEEN);

        FakeCaller third = begin(Repeats.UNSEEN);

        assertThat(third.heard()).containsExactly("refused: OVERLOADED");
        assertThat(upstream.report().heard()).containsExactly("held back");
        assertThat(upstream.underWay()).isEqualTo(2);
    }

    @Test
    void aPlaceIsGivenBackWhenTheAnswerHasEnded() {
        List<FakeCaller> callers =
                upstream.send(100, Repeats.UNSEEN, (_, line) -> line.answers(200));

        assertThat(callers).allMatch(caller -> caller.heard().contains("ended"));
        assertThat(upstream.underWay()).isZero();
    }

    @Test
    void aPlaceIsGivenBackWhenTheCallBreaksOrIsSentAgain() {
        upstream.send(20, Repeats.UNSEEN, (_, line) -> line.breaks(Kind.BROKEN));
        upstream.send(20, OFTEN, (_, line) -> line.breaks(Kind.BROKEN));
        upstream.send(20, OFTEN, (_, line) -> line.answers(503));

        assertThat(upstream.underWay()).isZero();
        assertThat(upstream.report().heard()).doesNotContain("held back");
    }

    @Test
    void aPlaceIsGivenBackWhenNobodyWantsTheAnswerAnyMore() {
        Attempts attempts = upstream.get().attempts(new FakeCaller(), Repeats.UNSEEN);
        attempts.begin();
        assertThat(upstream.underWay()).isEqualTo(1);

        attempts.cancel();
        attempts.cancel();

        assertThat(upstream.underWay()).isZero();
    }

    @Test
    void aPlaceIsGivenBackWhenItTookTooLong() {
        Attempts attempts = upstream.get().attempts(new FakeCaller(), Repeats.UNSEEN);
        attempts.begin();

        attempts.tooLate();

        assertThat(upstream.underWay()).isZero();
    }

    @Test
    void aPlaceIsGivenBackWhereNobodyCanBeReached() {
        upstream.line(0).vanish();
        upstream.line(1).vanish();

        upstream.send(10, OFTEN, (_, line) -> line.answers(200));

        assertThat(upstream.underWay()).isZero();
        assertThat(upstream.report().heard()).doesNotContain("held back");
    }

    @Test
    void aPlaceIsGivenBackWhereThereIsNoEndpoint() {
        upstream.leadsNowhere();

        upstream.send(10, OFTEN, (_, line) -> line.answers(200));

        assertThat(upstream.underWay()).isZero();
    }

    private FakeCaller begin(Repeats repeats) {
        FakeCaller caller = new FakeCaller();
        upstream.get().attempts(caller, repeats).begin();
        return caller;
    }
}
