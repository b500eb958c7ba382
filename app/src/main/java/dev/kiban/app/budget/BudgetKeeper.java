package dev.kiban.app.budget;

import static dev.kiban.runtime.telemetry.log.LogKey.ADDRESS;

import dev.kiban.access.Sessions;
import dev.kiban.api.Desk;
import dev.kiban.definition.Pace;
import dev.kiban.gateway.count.CountsOut;
import dev.kiban.gateway.weights.WeightStore;
import dev.kiban.kernel.PaceName;
import dev.kiban.kernel.TeamName;
import dev.kiban.pace.cruise.ProgressStore;
import dev.kiban.pace.order.OrderStore;
import dev.kiban.pace.sight.SightStore;
import dev.kiban.runtime.fetch.Credentials;
import dev.kiban.runtime.lifecycle.Beat;
import dev.kiban.runtime.telemetry.log.Log;
import dev.kiban.slo.Addressee;
import dev.kiban.slo.AlertWatch;
import dev.kiban.slo.BudgetBook;
import dev.kiban.slo.Delivery;
import dev.kiban.slo.DemoCounts.Ground;
import dev.kiban.slo.Queries;
import dev.kiban.slo.QueryWatch;
import dev.kiban.slo.SloPlan;
import dev.kiban.slo.query.PrometheusQueries;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Keeps budgets beside a gateway, on threads of its own: takes its counts, decides alerts, tells
/// of them, and forgets what is no longer kept.
///
/// ```java
/// BudgetKeeper keeper = new BudgetKeeper(setup, clock, log);
/// counts = RequestCounts.start(setup, ports(keeper.counts()));
/// keeper.register(SloPlan.compile(definitions, exposed));   // at each reload
/// keeper.start();                                           // when requests are served
/// ```
///
/// A database that does not start, or goes away, holds nothing up: counts wait in their folder, and
/// it is tried again for ever.
public final class BudgetKeeper implements AutoCloseable {
    /// Each minute is decided once; looking often finds it soon.
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private static final Duration DELIVERY_PAUSE = Duration.ofSeconds(1);
    private static final Duration SWEEP_PAUSE = Duration.ofMinutes(10);
    private static final Duration GROUND_PAUSE = Duration.ofSeconds(30);

    private final DatabasePlace place;
    private final HttpClient client = Recipients.client();
    private final List<Addressee> addressees;
    private final InstantSource clock;
    private final Log log;
    private final LiveSlos slos;
    private final Beat rounds;
    private volatile Optional<DeveloperToken> developer = Optional.empty();
    private final Beat deliveries;
    private final Beat questions;
    private final Queries queries;
    private volatile Opening opening = Opening.NOTHING;
    private volatile Optional<Stores> stores = Optional.empty();
    private volatile Optional<AlertWatch> watch = Optional.empty();
    private volatile Optional<Delivery> delivery = Optional.empty();
    private volatile Optional<Ground> ground = Optional.empty();
    private volatile Optional<QueryWatch> asking = Optional.empty();
    private volatile Map<PaceName, TeamName> paceOwners = Map.of();
    private Instant swept = Instant.MIN;
    private Instant groundSeen = Instant.MIN;

    /// Where budgets are kept, and who is told of alerts.
    ///
    /// @param credentials for those Prometheus that SLOs ask
    public record Setup(DatabasePlace place, Recipients recipients, Credentials credentials) {}

    public BudgetKeeper(Setup setup, InstantSource clock, Log log) {
        this.place = setup.place();
        this.addressees = setup.recipients().addressees(client, clock, log);
        this.clock = clock;
        this.log = log;
        this.slos = new LiveSlos(log);
        this.rounds = new Beat("budgets", PAUSE, this::round, log);
        this.deliveries = new Beat("alerts", DELIVERY_PAUSE, this::deliver, log);
        this.questions = new Beat("questions", PAUSE, this::ask, log);
        this.queries = new HeardQueries(new PrometheusQueries(client, setup.credentials()), log);
    }

    /// Where the gateway's counts go.
    public CountsOut counts() {
        return new ShippedCounts(() -> stores.map(Stores::counts), clock, log);
    }

    /// Where all SLOs stand; nothing while there is no database.
    public Optional<BudgetBook.Page> page() {
        return watch.flatMap(all -> all.book().page());
    }

    /// What pages read of the past, while the database is open.
    public Optional<Archive> archive() {
        return stores.map(Stores::archive);
    }

    /// What of the counts is made up; nothing before the database was open.
    public Optional<Ground> ground() {
        return ground;
    }

    /// Goes by other SLOs from now on, if they make sense.
    public void register(SloPlan.Outcome outcome) {
        slos.register(outcome);
    }

    /// Tells owners of these paces what goes wrong with them.
    public void register(List<Pace> paces) {
        paceOwners = paces.stream().collect(Collectors.toMap(Pace::name, Pace::owner));
    }

    /// What the API is answered from, while the database is open.
    public Optional<Desk> desk() {
        return stores.map(Stores::desk);
    }

    /// What gateways take weights from, while the database is open.
    public Optional<WeightStore> weights() {
        return stores.map(Stores::weights);
    }

    /// What pace servers take orders from, while the database is open.
    public Optional<OrderStore> orders() {
        return stores.map(Stores::orders);
    }

    /// Where pace servers tell what they see, while the database is open.
    public Optional<SightStore> sights() {
        return stores.map(Stores::sights);
    }

    /// How far servers brought campaigns, while the database is open.
    public Optional<ProgressStore> progress() {
        return stores.map(Stores::progress);
    }

    /// Who is signed in, while the database is open.
    public Optional<Sessions> sessions() {
        return stores.map(Stores::sessions);
    }

    /// The SLOs that budgets are kept of; empty until there were some that make sense.
    public Optional<SloPlan> plan() {
        return slos.plan();
    }

    /// Sees to it that the developer of a sandbox has a token for the API, in a file. To be called
    /// before [#start()].
    public void letDeveloperIn(Path file) {
        developer = Optional.of(new DeveloperToken(file, log));
    }

    /// Does something with the database before it counts. To be called before [#start()].
    public void beginWith(Opening first) {
        opening = first;
    }

    /// Begins, and opens the database first.
    public void start() {
        rounds.start();
        deliveries.start();
        questions.start();
    }

    /// Ends what is under way, and the database if it was started here.
    @Override
    public void close() {
        client.shutdownNow(); // what is being told is told again by the next program
        deliveries.close();
        questions.close();
        rounds.close();
        closeStores();
    }

    private void round() {
        Stores open = open();
        Instant now = clock.instant();
        open.desk().runs().round();
        open.paceAlarms().round(paceOwners, now);
        if (groundSeen.isBefore(now.minus(GROUND_PAUSE))) {
            ground = Optional.of(open.demo().ground());
            groundSeen = now;
        }
        slos.plan()
                .ifPresent(
                        plan -> {
                            open.flows().judge(plan.slos(), now);
                            watch.ifPresent(all -> all.round(now));
                        });
        if (swept.isBefore(now.minus(SWEEP_PAUSE))) {
            open.counts().sweep(now);
            open.outbox().sweep(now);
            swept = now;
        }
    }

    private void ask() {
        Optional<QueryWatch> open = asking;
        slos.plan().ifPresent(plan -> open.ifPresent(all -> all.round(plan.slos())));
    }

    private void deliver() {
        delivery.ifPresent(Delivery::round);
    }

    private Stores open() {
        if (stores.isPresent() && stores.get().isGone()) {
            closeStores();
        }
        if (stores.isEmpty()) {
            Stores opened = Stores.open(place, opening);
            delivery = Optional.of(new Delivery(opened.outbox(), addressees, clock));
            watch = Optional.of(watching(opened));
            asking = Optional.of(new QueryWatch(opened.queries(), queries, clock));
            stores = Optional.of(opened);
            developer.ifPresent(token -> token.ensure(opened.desk().tokens()));
            log.info("Budgets are kept", ADDRESS.is(place));
        }
        return stores.get();
    }

    private AlertWatch watching(Stores open) {
        return new AlertWatch(
                () -> slos.plan().orElseThrow(), open.counts(), open.alerts(), open.releases());
    }

    private void closeStores() {
        Optional<Stores> open = stores;
        stores = Optional.empty();
        delivery = Optional.empty();
        watch = Optional.empty();
        asking = Optional.empty();
        open.ifPresent(Stores::close);
    }
}
