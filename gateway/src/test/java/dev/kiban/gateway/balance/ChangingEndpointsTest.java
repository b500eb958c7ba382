package dev.kiban.gateway.balance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.Protocol;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ChangingEndpointsTest {
    private static final Duration MOMENT = Duration.ofSeconds(1);

    private final TestUpstream upstream = new TestUpstream(Protocol.HTTP, 2);

    @Test
    void oneThatComesGetsCallsAndThoseThatStayKeepTheirConnections() {
        FakeLine before = upstream.line(0);

        upstream.leadsTo(0, 1, 2);
        upstream.send(1_000, Repeats.UNSEEN, (_, line) -> line.answers(200));

        assertThat(upstream.line(0)).isSameAs(before);
        assertThat(upstream.line(2).asked()).isPositive();
        assertThat(before.isClosed()).isFalse();
    }

    @Test
    void oneThatComesGetsFewCallsAtFirst() {
        upstream.leadsTo(0, 1, 2);
        upstream.send(1_000, Repeats.UNSEEN, (_, line) -> line.answers(200));
        int cold = upstream.line(2).asked();

        upstream.passes(Choice.WARM_UP);
        upstream.send(1_000, Repeats.UNSEEN, (_, line) -> line.answers(200));

        assertThat(cold).isBetween(10, 120);
        assertThat(upstream.line(2).asked() - cold).isBetween(250, 420);
    }

    @Test
    void oneThatLeavesGetsNoCallsAndEndsThoseThatItHas() {
        upstream.line(0).busy(1);

        upstream.leadsTo(1);
        upstream.passes(MOMENT);
        upstream.send(10, Repeats.UNSEEN, (_, line) -> line.answers(200));
        assertThat(upstream.line(0).isClosed()).isFalse();
        assertThat(upstream.line(0).asked()).isZero();

        upstream.line(0).busy(0);
        upstream.passes(MOMENT);

        assertThat(upstream.line(0).isClosed()).isTrue();
        assertThat(upstream.line(1).isClosed()).isFalse();
    }

    @Test
    void oneThatLeavesAndReturnsIsTheSame() {
        upstream.line(0).busy(1);
        upstream.leadsTo(1);
        upstream.passes(MOMENT);

        upstream.leadsTo(0, 1);
        upstream.line(0).busy(0);
        upstream.passes(MOMENT);

        assertThat(upstream.line(0).isClosed()).isFalse();
    }

    @Test
    void withoutAnyItCannotServeAndSaysSo() {
        upstream.leadsNowhere();

        FakeCaller caller =
                upstream.send(1, Repeats.UNSEEN, (_, line) -> line.answers(200)).getFirst();

        assertThat(upstream.get().canServe()).isFalse();
        assertThat(caller.heard()).containsExactly("refused: NOT_CONNECTED");
    }

    @Test
    void theFirstOfAllNeedsNoWarmUp() {
        upstream.leadsNowhere();

        upstream.leadsTo(0);

        assertThat(upstream.get().canServe()).isTrue();
        assertThat(upstream.get().endpoints().isCalm()).isTrue();
    }

    @Test
    void whatIsKnownOfThemOutlivesAChange() {
        upstream.leadsTo(0, 1, 2);
        upstream.cannotServe(2);
        upstream.leadsTo(0, 1);
        upstream.passes(MOMENT);

        upstream.leadsTo(0, 1, 2);
        upstream.passes(Choice.WARM_UP);
        upstream.send(100, Repeats.UNSEEN, (_, line) -> line.answers(200));

        assertThat(upstream.line(2).asked()).isZero();
    }
}
