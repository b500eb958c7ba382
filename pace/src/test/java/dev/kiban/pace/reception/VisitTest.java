package dev.kiban.pace.reception;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.kernel.PaceName;
import dev.kiban.pace.Answer;
import dev.kiban.pace.Ask;
import dev.kiban.pace.Bounds;
import dev.kiban.pace.PaceReport;
import dev.kiban.pace.Pacer;
import dev.kiban.pace.plan.LivePaces;
import dev.kiban.pace.plan.Question;
import dev.kiban.pace.plan.WrittenPaces;
import dev.kiban.pace.reception.Reception.Entry;
import dev.kiban.runtime.http.Loop;
import dev.kiban.runtime.http.Transport;
import dev.kiban.testkit.Eventually;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What callers leave behind when they leave at a bad moment.
class VisitTest {
    private static final PaceName PUSH = new PaceName("push");

    private final Transport transport = Transport.start(1);
    private final Loop loop = transport.loops().getFirst();
    private final Pacer pacer = new Pacer(Bounds.USUAL, new Random(7), 0, _ -> {});
    private final List<Outcome> outcomes = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() {
        transport.close();
    }

    /// It has been let through, and the loop has not come to tell it.
    @Test
    void whoLeavesWhileThePermitIsOnItsWayGivesItBack(@TempDir Path directory) {
        LivePaces paces = new WrittenPaces(directory).forAnyone("inFlight: {atMost: 1, lease: 5m}");
        pacer.replan(paces.plans(), 0);
        Reception reception = new Reception(loop, ports(paces.questions().getFirst()));
        String running = permit(pacer.ask(Ask.of(PUSH), _ -> {}, 0));
        CompletableFuture<Void> left = new CompletableFuture<>();

        loop.execute(
                () -> {
                    Visit visit = reception.ask(open(reception), said(), outcomes::add);
                    boolean _ = pacer.done(running, 0);
                    visit.leave();
                    visit.leave();
                    left.complete(null);
                });
        left.join();

        Eventually.passes(() -> assertThat(report().givenBack()).isEqualTo(1));
        assertThat(report().passed()).isEqualTo(2);
        assertThat(report().hungUp()).isZero();
        assertThat(outcomes).isEmpty();
        assertThat(permit(pacer.ask(Ask.of(PUSH), _ -> {}, 0))).isNotEqualTo(running);
    }

    private Reception.Ports ports(Question question) {
        return new Reception.Ports(
                pacer, new Crowd(0), _ -> Optional.of(question), () -> 0, () -> false);
    }

    private static Entry.Open open(Reception reception) {
        return switch (reception.enter("push", List.of())) {
            case Entry.Open open -> open;
            case Entry.Closed closed -> throw new AssertionError(closed);
        };
    }

    private static Said said() {
        return new Said(_ -> "", "", false, "127.0.0.1");
    }

    private static String permit(Answer answer) {
        return switch (answer) {
            case Answer.Pass pass -> pass.permit().id();
            case Answer.Waits _, Answer.Refused _ -> throw new AssertionError(answer);
        };
    }

    private PaceReport report() {
        return pacer.report(0).getFirst();
    }
}
