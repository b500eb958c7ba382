package dev.kiban.gateway.balance;

import static dev.kiban.runtime.http.CallFault.Kind.BROKEN;
import static dev.kiban.runtime.http.CallFault.Kind.NOT_PROCESSED;
import static dev.kiban.runtime.http.CallFault.Kind.STALE_CONNECTION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.Protocol;
import dev.kiban.definition.Retries;
import dev.kiban.definition.Retries.Reason;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AttemptsTest {
    private static final Duration PER_TRY = Duration.ofMillis(500);
    private static final Retries THREE =
            new Retries(3, EnumSet.allOf(Reason.class), 20, Optional.of(PER_TRY));
    private static final Repeats TWICE = new Repeats(THREE, true);

    @Test
    void anEndpointThatCannotBeReachedIsNoAttempt() {
        TestUpstream upstream = new TestUpstream(Protocol.HTTP, 3);
        upstream.line(0).vanish();
        upstream.line(1).vanish();

        List<FakeCaller> callers =
                upstream.send(50, Repeats.UNSEEN, (_, line) -> line.answers(200));

        assertThat(callers)
                .allSatisfy(
                        caller -> {
                            assertThat(caller.calledAddresses()).containsExactly("127.0.0.1:9003");
                            assertThat(caller.heard()).containsExactly("head 200", "ended");
                        });
    }

    @Test
    void aRequestFailsWhenNoEndpointCanBeReached() {
        TestUpstream upstream = new TestUpstream(Protocol.HTTP, 2);
        upstream.line(0).vanish();
        upstream.line(1).vanish();

        FakeCaller caller = upstream.send(1, TWICE, (_, _) -> {}).getFirst();

        assertThat(caller.heard()).containsExactly("refused: NOT_CONNECTED");
    }

    @Test
    void whatWasNotProcessedIsSentOnceMoreElsewhere() {
        TestUpstream upstream = new TestUpstream(Protocol.GRPC, 2);

        FakeCaller caller = sendOne(upstream, Repeats.UNSEEN, line -> line.breaks(NOT_PROCESSED));

        assertThat(caller.calledAddresses()).hasSize(2).doesNotHaveDuplicates();
        assertThat(caller.heard()).containsExactly("failed: NOT_PROCESSED");
    }

    @Test
    void whatMayHaveBeenSeenIsSentAgainOnlyIfThatDoesNoHarm() {
        TestUpstream upstream = new TestUpstream(Protocol.HTTP, 2);
        Repeats harmful = new Repeats(THREE, false);

        assertThat(sendOne(upstream, harmful, line -> line.breaks(BROKEN)).calledAddresses())
                .hasSize(1);
        assertThat(sendOne(upstream, harmful, line -> line.answers(503)).calledAddresses())
                .hasSize(1);
        assertThat(sendOne(upstream, TWICE, line -> line.answers(503)).calledAddresses())
                .hasSize(2);
    }

    @Test
    void usuallyOnlyAClosedConnectionIsTriedAgain() {
        TestUpstream upstream = new TestUpstream(Protocol.HTTP, 2);

        assertThat(
                        sendOne(upstream, Repeats.USUAL, line -> line.breaks(STALE_CONNECTION))
                                .calledAddresses())
                .hasSize(2);
        assertThat(sendOne(upstream, Repeats.USUAL, line -> line.breaks(BROKEN)).calledAddresses())
                .hasSize(1);
    }

    @Test
    void anAnswerThatIsRepeatedIsNotHeardOf() {
        TestUpstream upstream = new TestUpstream(Protocol.HTTP, 2);
        int[] answered = {0};

        FakeCaller caller =
                sendOne(upstream, TWICE, line -> line.answers(answered[0]++ == 0 ? 503 : 200));

        assertThat(caller.heard()).containsExactly("head 200", "ended");
    }

    @Test
    void theLastAnswerIsPassedOnGoodOrBad() {
        TestUpstream upstream = new TestUpstream(Protocol.HTTP, 3);

        FakeCaller caller = sendOne(upstream, TWICE, line -> line.answers(503));

        assertThat(caller.calledAddresses()).hasSize(3).doesNotHaveDuplicates();
        assertThat(caller.heard()).containsExactly("head 503", "ended");
    }

    @Test
    void unavailableInTrailersIsTriedAgain() {
        TestUpstream upstream = new TestUpstream(Protocol.GRPC, 2);
        int[] answered = {0};

        FakeCaller caller =
                sendOne(
                        upstream,
                        TWICE,
                        line -> line.answers(200, "grpc-status", answered[0]++ == 0 ? "14" : "0"));

        assertThat(caller.calledAddresses()).hasSize(2);
        assertThat(caller.heard()).containsExactly("head 200", "head 200", "ended");
    }

    @Test
    void nothingIsTriedAgainOnceSomethingWentOut() {
        TestUpstream upstream = new TestUpstream(Protocol.HTTP, 1);
        FakeCaller caller = new FakeCaller();
        upstream.get().attempts(caller, TWICE).begin();

        caller.commit();
        upstream.line(0).breaks(BROKEN);

        assertThat(caller.heard()).containsExactly("failed: BROKEN");
    }

    @Test
    void anUpstreamThatAlwaysFailsSeesNoMoreThanTheBudget() {
        TestUpstream upstream = new TestUpstream(Protocol.HTTP, 3);

        upstream.send(10_000, TWICE, (_, line) -> line.answers(503));

        int seen = IntStream.range(0, 3).map(i -> upstream.line(i).asked()).sum();
        assertThat(seen)
                .isBetween(11_900, 12_000 + RetryBudget.SECONDS * RetryBudget.FREE_PER_SECOND);
    }

    @Test
    void onlyWhatTheRouteNamesIsTriedAgain() {
        TestUpstream upstream = new TestUpstream(Protocol.HTTP, 3);
        Retries unavailable = new Retries(3, EnumSet.of(Reason.UNAVAILABLE), 20, Optional.empty());
        Repeats repeats = new Repeats(unavailable, true);

        assertThat(sendOne(upstream, repeats, line -> line.answers(502)).calledAddresses())
                .hasSize(1);
        assertThat(sendOne(upstream, repeats, line -> line.breaks(BROKEN)).calledAddresses())
                .hasSize(1);
        assertThat(sendOne(upstream, repeats, line -> line.answers(503)).calledAddresses())
                .hasSize(3);
    }

    @Test
    void anAttemptThatTakesTooLongIsGivenUpForAnother() {
        TestUpstream upstream = new TestUpstream(Protocol.HTTP, 2);
        FakeCaller caller = new FakeCaller();
        upstream.get().attempts(caller, TWICE).begin();

        upstream.alarmsGoOff();

        assertThat(caller.calledAddresses()).hasSize(2).doesNotHaveDuplicates();
        assertThat(upstream.line(0).cancelled() + upstream.line(1).cancelled()).isEqualTo(1);
        assertThat(caller.heard()).isEmpty();
    }

    @Test
    void theLastAttemptHasAllTheTimeThatIsLeft() {
        TestUpstream upstream = new TestUpstream(Protocol.HTTP, 3);
        FakeCaller caller = new FakeCaller();
        upstream.get().attempts(caller, TWICE).begin();

        upstream.alarmsGoOff();
        upstream.alarmsGoOff();
        upstream.alarmsGoOff();

        assertThat(caller.calledAddresses()).hasSize(3);
        assertThat(caller.heard()).isEmpty();
    }

    @Test
    void whenAllHaveHadTheirTurnTheNextAttemptWaitsAMoment() {
        TestUpstream upstream = new TestUpstream(Protocol.HTTP, 1);
        FakeCaller caller = sendOne(upstream, TWICE, line -> line.answers(503));
        assertThat(caller.calledAddresses()).hasSize(1);

        upstream.alarmsGoOff();

        assertThat(caller.calledAddresses()).hasSize(2);
        assertThat(caller.heard()).isEmpty();
    }

    @Test
    void nobodyIsAskedForAnAnswerThatIsNotWantedAnyMore() {
        TestUpstream upstream = new TestUpstream(Protocol.HTTP, 1);
        FakeCaller caller = new FakeCaller();
        Attempts attempts = upstream.get().attempts(caller, TWICE);
        attempts.begin();
        upstream.line(0).answers(503);

        attempts.cancel();
        upstream.alarmsGoOff();

        assertThat(caller.calledAddresses()).hasSize(1);
    }

    private static FakeCaller sendOne(
            TestUpstream upstream, Repeats repeats, Consumer<FakeLine> answer) {
        return upstream.send(1, repeats, (_, line) -> answer.accept(line)).getFirst();
    }
}
