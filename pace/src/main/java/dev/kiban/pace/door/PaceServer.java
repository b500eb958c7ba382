package dev.kiban.pace.door;

import dev.kiban.kernel.PaceName;
import dev.kiban.pace.Bounds;
import dev.kiban.pace.PaceReport;
import dev.kiban.pace.Pacer;
import dev.kiban.pace.Shares;
import dev.kiban.pace.StoreReport;
import dev.kiban.pace.cruise.CruiseControl;
import dev.kiban.pace.cruise.HelmReport;
import dev.kiban.pace.cruise.Leg;
import dev.kiban.pace.cruise.Logbook;
import dev.kiban.pace.cruise.VoyageReport;
import dev.kiban.pace.order.Orders;
import dev.kiban.pace.plan.LivePaces;
import dev.kiban.pace.plan.Question;
import dev.kiban.pace.portion.Portion;
import dev.kiban.pace.reception.Crowd;
import dev.kiban.pace.reception.Reception;
import dev.kiban.pace.shared.SharedStore;
import dev.kiban.pace.shared.StoreReply;
import dev.kiban.pace.sight.Sighting;
import dev.kiban.runtime.http.EdgeLimits;
import dev.kiban.runtime.http.ListenSettings;
import dev.kiban.runtime.http.Listener;
import dev.kiban.runtime.http.Transport;
import dev.kiban.runtime.telemetry.log.Log;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
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

    /// Whoever does not want to wait any longer takes an ask back, which over HTTP/2 is a reset.
    private static final int MAX_RESETS = 1_000;

    private final Parts parts;
    private final Turns turns;
    private final Pacer pacer;
    private final CruiseControl cruise;
    private final Crowd crowd;
    private final Listener listener;
    private volatile Map<String, Question> questions = Map.of();
    private volatile LivePaces live = new LivePaces(List.of(), List.of(), Map.of());
    private volatile boolean ends;

    /// What a server is made of.
    ///
    /// @param nanos `System.nanoTime`, or what stands for it
    /// @param random nobody else knows what it says
    /// @param clock by which orders end
    /// @param logbook how far campaigns have come
    /// @param replicas those with whom it counts, if there are others
    public record Parts(
            LongSupplier nanos,
            InstantSource clock,
            RandomGenerator random,
            Logbook logbook,
            Optional<Replicas> replicas,
            Log log) {

        /// Of a server that counts by itself.
        public Parts(
                LongSupplier nanos,
                InstantSource clock,
                RandomGenerator random,
                Logbook logbook,
                Log log) {
            this(nanos, clock, random, logbook, Optional.empty(), log);
        }
    }

    /// How it stands with others that have the same paces.
    public sealed interface Replicas {
        /// All count together in a store.
        ///
        /// @param connects to the store that they share, and tells what it says
        record Together(Shares shares, Consumer<SharedStore.Listener> connects)
                implements Replicas {}

        /// Each has a portion, of which it [is told][PaceServer#portion].
        record Apart() implements Replicas {}
    }

    private PaceServer(Transport transport, ListenSettings settings, LivePaces paces, Parts parts) {
        this.parts = parts;
        this.turns = new Turns(parts.nanos(), parts.log());
        this.pacer = pacer(parts, turns);
        this.cruise =
                new CruiseControl(
                        pacer,
                        new CruiseControl.Ports(
                                parts.nanos(), parts.clock(), parts.logbook(), parts.log()));
        this.crowd = new Crowd(parts.nanos().getAsLong());
        serve(paces);
        parts.replicas().ifPresent(this::connect);
        this.listener =
                transport.listen(
                        settings.within(limits(settings.limits())),
                        loop ->
                                new PaceDoor(
                                        loop,
                                        new Reception.Ports(
                                                pacer,
                                                crowd,
                                                this::question,
                                                parts.nanos(),
                                                () -> ends),
                                        cruise::measured));
        turns.start(pacer::advance);
    }

    private static Pacer pacer(Parts parts, Turns turns) {
        long now = parts.nanos().getAsLong();
        RandomGenerator random = parts.random();
        if (parts.replicas().isEmpty()) {
            return new Pacer(Bounds.USUAL, random, now, turns::wakeAt);
        }
        return switch (parts.replicas().get()) {
            case Replicas.Together(Shares shares, _) ->
                    new Pacer(Bounds.USUAL, random, now, turns::wakeAt, shares);
            case Replicas.Apart() -> Pacer.byPortions(Bounds.USUAL, random, now, turns::wakeAt);
        };
    }

    private void connect(Replicas replicas) {
        switch (replicas) {
            case Replicas.Together(_, Consumer<SharedStore.Listener> connects) ->
                    connects.accept(storeListener());
            case Replicas.Apart() -> {}
        }
    }

    private SharedStore.Listener storeListener() {
        return new SharedStore.Listener() {
            @Override
            public void answered(long number, StoreReply reply) {
                pacer.answered(number, reply, parts.nanos().getAsLong());
            }

            @Override
            public void isBack() {
                pacer.storeIsBack(parts.nanos().getAsLong());
            }

            @Override
            public void isAway() {
                pacer.storeIsAway(parts.nanos().getAsLong());
            }
        };
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
        cruise.plan(paces.plans(), paces.steering());
        live = paces;
        Map<String, Question> next = new HashMap<>();
        for (Question question : paces.questions()) {
            PaceName name = question.pace();
            Optional<List<String>> keys = pacer.headers(name);
            keys.ifPresent(headers -> next.put(name.value(), question.withKeys(headers)));
        }
        questions = Map.copyOf(next);
    }

    /// Goes by other orders of people.
    public void obey(Orders orders) {
        cruise.obey(orders);
    }

    /// Goes by another portion of a pace.
    public void portion(PaceName pace, Portion portion) {
        boolean _ =
                pacer.portion(
                        pace, portion.partsPerMillion(), portion.jobs(), parts.nanos().getAsLong());
    }

    /// Takes what a signal of a pace said.
    public void measured(PaceName pace, String signal, double value) {
        boolean _ = cruise.measured(pace, signal, value);
    }

    /// What it serves.
    public LivePaces live() {
        return live;
    }

    /// Where the rates of paces are steered to, of those that are.
    public Map<PaceName, HelmReport> helms() {
        return cruise.report();
    }

    /// How campaigns stand, of paces that have one.
    public Map<PaceName, VoyageReport> campaigns() {
        return cruise.campaigns();
    }

    /// How far this server brought campaigns, by the events that ordered them.
    public Map<Long, Leg> legs() {
        return cruise.legs();
    }

    /// Takes how many jobs of campaigns others let start.
    public void elsewhere(Map<Long, Long> started) {
        cruise.elsewhere(started);
    }

    /// Moves rates to where they are to be by now. To be called each second.
    public void look() {
        cruise.look();
        crowd.look(parts.nanos().getAsLong());
    }

    /// All paces as they stand, for people.
    public List<Sighting> sightings() {
        Map<PaceName, HelmReport> helms = helms();
        Map<PaceName, VoyageReport> campaigns = campaigns();
        return report().stream().map(pace -> sighting(pace, helms, campaigns)).toList();
    }

    private Sighting sighting(
            PaceReport pace,
            Map<PaceName, HelmReport> helms,
            Map<PaceName, VoyageReport> campaigns) {
        return new Sighting(
                pace,
                Optional.ofNullable(helms.get(pace.name())),
                Optional.ofNullable(campaigns.get(pace.name())),
                question(pace.name().value()).map(crowd::top).orElseGet(List::of),
                live.together(pace.name()));
    }

    /// All paces as they stand.
    public List<PaceReport> report() {
        return pacer.report(parts.nanos().getAsLong());
    }

    /// How it stands with the store that it shares with others, if there are any.
    public Optional<StoreReport> store() {
        return pacer.store();
    }

    /// Takes no more asks, and tells those who wait to ask again.
    ///
    /// @param atMost answers that are not taken are cut off then
    public void drain(Duration atMost) {
        ends = true;
        cruise.end();
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
                MAX_RESETS,
                usual.headTimeout(),
                usual.idleTimeout(),
                usual.stallTimeout());
    }
}
