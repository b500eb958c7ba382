package dev.kiban.pace.door;

import dev.kiban.kernel.PaceName;
import dev.kiban.pace.Bounds;
import dev.kiban.pace.PaceReport;
import dev.kiban.pace.Pacer;
import dev.kiban.pace.plan.LivePaces;
import dev.kiban.pace.plan.Question;
import dev.kiban.runtime.http.EdgeLimits;
import dev.kiban.runtime.http.ListenSettings;
import dev.kiban.runtime.http.Listener;
import dev.kiban.runtime.http.Transport;
import dev.kiban.runtime.telemetry.log.Log;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// A port on which workers ask.
///
/// ```java
/// PaceServer server = PaceServer.start(transport, settings, LivePaces.of(definitions), parts);
/// server.serve(LivePaces.of(newer));
/// server.drain(Duration.ofSeconds(25));
/// ```
public final class PaceServer implements AutoCloseable {
    private static final int MAX_CONNECTIONS = 100_000;

    private final Parts parts;
    private final Turns turns;
    private final Pacer pacer;
    private final Listener listener;
    private volatile Map<String, Question> questions = Map.of();
    private volatile boolean ends;

    /// What a server is made of.
    ///
    /// @param nanos `System.nanoTime`, or what stands for it
    /// @param random nobody else knows what it says
    public record Parts(LongSupplier nanos, RandomGenerator random, Log log) {}

    private PaceServer(Transport transport, ListenSettings settings, LivePaces paces, Parts parts) {
        this.parts = parts;
        this.turns = new Turns(parts.nanos(), parts.log());
        this.pacer =
                new Pacer(Bounds.USUAL, parts.random(), parts.nanos().getAsLong(), turns::wakeAt);
        serve(paces);
        this.listener =
                transport.listen(
                        settings.within(limits(settings.limits())),
                        loop ->
                                new PaceDoor(
                                        loop,
                                        new PaceDoor.Ports(
                                                pacer, this::question, parts.nanos(), () -> ends)));
        turns.start(pacer::advance);
    }

    /// Takes asks from now on.
    ///
    /// @throws dev.kiban.runtime.http.TransportFault if the port cannot be had
    public static PaceServer start(
            Transport transport, ListenSettings settings, LivePaces paces, Parts parts) {
        return new PaceServer(transport, settings, paces, parts);
    }

    public int port() {
        return listener.port();
    }

    /// Goes by other definitions. What was let through stays known, and who waits stays in line.
    public void serve(LivePaces paces) {
        pacer.replan(paces.plans(), parts.nanos().getAsLong());
        Map<String, Question> next = new HashMap<>();
        for (Question question : paces.questions()) {
            PaceName name = question.pace();
            Optional<List<String>> keys = pacer.headers(name);
            keys.ifPresent(headers -> next.put(name.value(), question.withKeys(headers)));
        }
        questions = Map.copyOf(next);
    }

    /// All paces as they stand.
    public List<PaceReport> report() {
        return pacer.report(parts.nanos().getAsLong());
    }

    /// Takes no more asks, and tells those who wait to ask again.
    ///
    /// @param atMost answers that are not taken are cut off then
    public void drain(Duration atMost) {
        ends = true;
        pacer.replan(List.of(), parts.nanos().getAsLong());
        boolean _ = listener.drain(atMost);
        turns.close();
    }

    @Override
    public void close() {
        listener.close();
        turns.close();
    }

    private Optional<Question> question(String pace) {
        return Optional.ofNullable(questions.get(pace));
    }

    /// Each worker that waits holds a connection.
    private static EdgeLimits limits(EdgeLimits usual) {
        return new EdgeLimits(
                MAX_CONNECTIONS,
                usual.perAddress(),
                usual.maxStreams(),
                usual.maxRequestLineBytes(),
                usual.maxHeaderBytes(),
                usual.maxResets(),
                usual.headTimeout(),
                usual.idleTimeout(),
                usual.stallTimeout());
    }
}
