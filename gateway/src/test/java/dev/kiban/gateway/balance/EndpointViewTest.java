package dev.kiban.gateway.balance;

import static dev.kiban.gateway.balance.EndpointView.State.EJECTED;
import static dev.kiban.gateway.balance.EndpointView.State.SERVING;
import static dev.kiban.gateway.balance.EndpointView.State.UNHEALTHY;
import static dev.kiban.runtime.http.CallFault.Kind.BROKEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.Address;
import dev.kiban.definition.Protocol;
import dev.kiban.definition.Retries;
import dev.kiban.definition.Retries.Reason;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EndpointViewTest {
    private static final Address ONE = new Address("127.0.0.1", 9001);
    private static final Address TWO = new Address("127.0.0.1", 9002);

    private final TestUpstream upstream = new TestUpstream(Protocol.HTTP, 2);

    @Test
    void saysWhichEndpointsAreLeftOutAndWhy() {
        assertThat(upstream.get().view())
                .containsExactly(
                        new EndpointView(ONE, SERVING, 0), new EndpointView(TWO, SERVING, 0));

        upstream.send(100, Repeats.UNSEEN, EndpointViewTest::firstBreaks);
        assertThat(upstream.get().view())
                .containsExactly(
                        new EndpointView(ONE, EJECTED, 1), new EndpointView(TWO, SERVING, 0));

        upstream.cannotServe(1);
        assertThat(upstream.get().view().getLast()).isEqualTo(new EndpointView(TWO, UNHEALTHY, 1));
    }

    @Test
    void tellsOfEachEjectionAndItsEnd() {
        upstream.send(100, Repeats.UNSEEN, EndpointViewTest::firstBreaks);
        upstream.passes(Duration.ofSeconds(31));

        assertThat(upstream.report().heard()).containsExactly("ejected 9001", "returned 9001");
    }

    @Test
    void tellsOfABudgetThatIsSpent() {
        Retries always = new Retries(2, EnumSet.allOf(Reason.class), 0, Optional.empty());

        upstream.send(40, new Repeats(always, true), (_, line) -> line.answers(503));

        assertThat(upstream.report().heard()).contains("budget spent");
    }

    @Test
    void isLeftOutThatIsSoOnAnyLoop() {
        List<EndpointView> merged =
                EndpointView.merge(
                        List.of(
                                List.of(
                                        new EndpointView(ONE, SERVING, 0),
                                        new EndpointView(TWO, EJECTED, 1)),
                                List.of(
                                        new EndpointView(ONE, EJECTED, 1),
                                        new EndpointView(TWO, EJECTED, 1))));

        assertThat(merged)
                .containsExactly(
                        new EndpointView(ONE, EJECTED, 1), new EndpointView(TWO, EJECTED, 2));
        assertThat(merged.getFirst().text(2))
                .isEqualTo("127.0.0.1:9001 left out after failures, on 1 of 2 loops");
    }

    private static void firstBreaks(int index, FakeLine line) {
        if (index == 0) {
            line.breaks(BROKEN);
        } else {
            line.answers(200);
        }
    }
}
