package dev.kiban.gateway.balance;

import static dev.kiban.runtime.http.CallFault.Kind.BROKEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.Ejection;
import dev.kiban.definition.Protocol;
import dev.kiban.gateway.balance.TestUpstream.Answerer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndpointsTest {
    private static final Duration LENGTH = Duration.ofSeconds(30);
    private static final Answerer FIRST_BREAKS =
            (index, line) -> {
                if (index == 0) {
                    line.breaks(BROKEN);
                } else {
                    line.answers(200);
                }
            };

    @Test
    void oneThatFailsFiveTimesGetsNoMoreCalls() {
        TestUpstream upstream = new TestUpstream(Protocol.HTTP, 3);

        List<FakeCaller> callers = upstream.send(1_000, Repeats.UNSEEN, FIRST_BREAKS);

        assertThat(upstream.line(0).asked()).isEqualTo(5);
        assertThat(callers).filteredOn(EndpointsTest::failed).hasSize(5);
    }

    @Test
    void whatTheRequestMayHaveCausedIsNoFailureOfTheEndpoint() {
        TestUpstream upstream = new TestUpstream(Protocol.HTTP, 2);

        upstream.send(100, Repeats.UNSEEN, (_, line) -> line.answers(500));

        assertThat(upstream.line(0).asked() + upstream.line(1).asked()).isEqualTo(100);
        assertThat(upstream.get().canServe()).isTrue();
        assertThat(upstream.line(0).asked()).isBetween(30, 70);
    }

    @Test
    void aSuccessBetweenThemForgivesFailures() {
        TestUpstream upstream = new TestUpstream(Protocol.HTTP, 1);
        int[] answered = {0};

        upstream.send(
                100, Repeats.UNSEEN, (_, line) -> line.answers(answered[0]++ % 5 == 4 ? 200 : 503));

        assertThat(upstream.get().canServe()).isTrue();
    }

    @Test
    void neverMoreThanTheFloorAllowsAreLeftOut() {
        TestUpstream upstream = new TestUpstream(Protocol.HTTP, 3);

        upstream.send(1_000, Repeats.UNSEEN, (_, line) -> line.answers(503));

        assertThat(List.of(0, 1, 2))
                .filteredOn(index -> upstream.line(index).asked() > 100)
                .hasSize(2);
        assertThat(upstream.get().canServe()).isFalse();
    }

    @Test
    void theOnlyOneIsCalledThoughItFailsAndIsWellWhenItAnswers() {
        TestUpstream upstream = new TestUpstream(Protocol.HTTP, 1);

        upstream.send(10, Repeats.UNSEEN, (_, line) -> line.answers(503));

        assertThat(upstream.line(0).asked()).isEqualTo(10);
        assertThat(upstream.get().canServe()).isFalse();
        upstream.send(1, Repeats.UNSEEN, (_, line) -> line.answers(200));
        assertThat(upstream.get().canServe()).isTrue();
    }

    @Test
    void oneThatWasLeftOutComesBackAndIsLeftOutForLongerWhenItFailsAgain() {
        TestUpstream upstream = new TestUpstream(Protocol.HTTP, 2);
        upstream.send(1_000, Repeats.UNSEEN, FIRST_BREAKS);

        upstream.passes(LENGTH);
        upstream.send(1_000, Repeats.UNSEEN, FIRST_BREAKS);
        upstream.passes(LENGTH);
        upstream.send(1_000, Repeats.UNSEEN, FIRST_BREAKS);

        assertThat(upstream.line(0).asked()).isEqualTo(10);
        upstream.passes(LENGTH);
        upstream.send(1_000, Repeats.UNSEEN, FIRST_BREAKS);
        assertThat(upstream.line(0).asked()).isEqualTo(15);
    }

    @Test
    void oneThatIsWellAgainGetsItsShareBack() {
        TestUpstream upstream = new TestUpstream(Protocol.HTTP, 2);
        upstream.send(1_000, Repeats.UNSEEN, FIRST_BREAKS);

        upstream.passes(LENGTH.plus(Choice.WARM_UP));
        upstream.send(1_000, Repeats.UNSEEN, (_, line) -> line.answers(200));

        assertThat(upstream.line(0).asked()).isBetween(400, 600);
    }

    @Test
    void nobodyIsLeftOutIfTheDefinitionSaysSo() {
        TestUpstream upstream = new TestUpstream(Protocol.HTTP, 2, new Ejection(5, LENGTH, 0));

        upstream.send(1_000, Repeats.UNSEEN, FIRST_BREAKS);

        assertThat(upstream.line(0).asked()).isGreaterThan(300);
    }

    @Test
    void oneThatSaysThatItCannotServeGetsNoCallsUntilItSaysThatItCan() {
        TestUpstream upstream = new TestUpstream(Protocol.HTTP, 3);
        upstream.cannotServe(0, 1);

        upstream.send(1_000, Repeats.UNSEEN, (_, line) -> line.answers(200));
        assertThat(upstream.line(2).asked()).isEqualTo(1_000);

        upstream.cannotServe(0);
        upstream.passes(Choice.WARM_UP);
        upstream.send(1_000, Repeats.UNSEEN, (_, line) -> line.answers(200));
        assertThat(upstream.line(0).asked()).isZero();
        assertThat(upstream.line(1).asked()).isBetween(400, 600);
    }

    @Test
    void whenAllSayThatTheyCannotServeAllAreTried() {
        TestUpstream upstream = new TestUpstream(Protocol.HTTP, 2);
        upstream.cannotServe(0, 1);

        upstream.send(100, Repeats.UNSEEN, (_, line) -> line.answers(200));

        assertThat(upstream.line(0).asked()).isBetween(30, 70);
        assertThat(upstream.get().canServe()).isFalse();
    }

    @Test
    void anEndpointThatIsTooLateHasFailed() {
        TestUpstream upstream = new TestUpstream(Protocol.HTTP, 1);

        for (int i = 0; i < 5; i++) {
            Attempts attempts = upstream.get().attempts(new FakeCaller(), Repeats.UNSEEN);
            attempts.begin();
            attempts.tooLate();
        }

        assertThat(upstream.get().canServe()).isFalse();
        assertThat(upstream.line(0).cancelled()).isEqualTo(5);
    }

    private static boolean failed(FakeCaller caller) {
        return caller.heard().contains("failed: BROKEN");
    }
}
