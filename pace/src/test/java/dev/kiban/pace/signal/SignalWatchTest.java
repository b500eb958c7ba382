package dev.kiban.pace.signal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.PaceSignal;
import dev.kiban.definition.PaceSignal.HttpValue;
import dev.kiban.definition.PaceSteering;
import dev.kiban.kernel.PaceName;
import dev.kiban.runtime.telemetry.log.Log;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignalWatchTest {
    private static final PaceName PUSH = new PaceName("push");

    private final List<String> told = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private final Deque<Runnable> begun = new ArrayDeque<>();
    private Instant now = Instant.parse("2026-11-22T03:00:00Z");
    private boolean isAway;
    private final SignalWatch watch =
            new SignalWatch(
                    new SignalWatch.Ports(
                            source -> {
                                if (isAway) {
                                    throw new IOException("it answered 503");
                                }
                                return 4.5;
                            },
                            (pace, signal, value) ->
                                    told.add("%s/%s %s".formatted(pace, signal, value)),
                            () -> now,
                            begun::add),
                    Log.to(log::add));

    @Test
    void readsWhatIsDue() {
        look();
        now = now.plusSeconds(4);
        look();
        now = now.plusSeconds(1);
        look();

        assertThat(told).containsExactly("push/lag 4.5", "push/lag 4.5");
    }

    @Test
    void readsNothingTwiceAtATime() {
        watch.look(steering());
        now = now.plusSeconds(60);
        watch.look(steering());

        assertThat(begun).hasSize(1);
        begun.forEach(Runnable::run);
        watch.look(steering());
        assertThat(begun).hasSize(2);
    }

    @Test
    void saysOnceThatASignalCannotBeReadAndOnceThatItIs() {
        isAway = true;
        look();
        now = now.plusSeconds(5);
        look();
        isAway = false;
        now = now.plusSeconds(5);
        look();

        assertThat(told).hasSize(1);
        assertThat(log).hasSize(2);
        assertThat(log.getFirst())
                .contains("A signal cannot be read", "push/lag", "it answered 503");
        assertThat(log.getLast()).contains("A signal is read again");
    }

    private void look() {
        watch.look(steering());
        begun.forEach(Runnable::run);
        begun.clear();
    }

    private static Map<PaceName, PaceSteering> steering() {
        return Map.of(
                PUSH,
                new PaceSteering(
                        1,
                        20,
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(10),
                        Duration.ofSeconds(5),
                        List.of(
                                signal("lag", new HttpValue(URI.create("http://db/lag"), "")),
                                signal("told", new PaceSignal.Pushed()))));
    }

    private static PaceSignal signal(String name, PaceSignal.Source source) {
        return new PaceSignal(name, source, 1, 10, Duration.ofSeconds(10), Duration.ofSeconds(30));
    }
}
