package dev.kiban.app.budget;

import dev.kiban.access.Sessions;
import dev.kiban.access.Tokens;
import dev.kiban.access.store.SqlSessions;
import dev.kiban.access.store.SqlTokens;
import dev.kiban.api.Api;
import dev.kiban.api.Corrections;
import dev.kiban.api.Desk;
import dev.kiban.api.LedgerOrders;
import dev.kiban.api.LedgerRuns;
import dev.kiban.api.Overrides;
import dev.kiban.api.TrafficNews;
import dev.kiban.gateway.store.SqlWeights;
import dev.kiban.gateway.weights.WeightBook;
import dev.kiban.gateway.weights.WeightStore;
import dev.kiban.ledger.EventStore;
import dev.kiban.ledger.Ledger;
import dev.kiban.ledger.store.SqlEvents;
import dev.kiban.pace.cruise.ProgressStore;
import dev.kiban.pace.order.OrderBook;
import dev.kiban.pace.order.OrderStore;
import dev.kiban.pace.run.RunBook;
import dev.kiban.pace.sight.SightStore;
import dev.kiban.pace.store.SqlOrders;
import dev.kiban.pace.store.SqlProgress;
import dev.kiban.pace.store.SqlRuns;
import dev.kiban.pace.store.SqlSights;
import dev.kiban.runtime.sql.Database;
import dev.kiban.runtime.sql.DatabaseUrl;
import dev.kiban.runtime.sql.EmbeddedPostgres;
import dev.kiban.slo.AlertStore;
import dev.kiban.slo.CountStore;
import dev.kiban.slo.DemoCounts;
import dev.kiban.slo.Flows;
import dev.kiban.slo.Outbox;
import dev.kiban.slo.OverrideStore;
import dev.kiban.slo.QueryStore;
import dev.kiban.slo.QueryWatch;
import dev.kiban.slo.ReleaseGate;
import dev.kiban.slo.Releases;
import dev.kiban.slo.store.SqlAlerts;
import dev.kiban.slo.store.SqlCounts;
import dev.kiban.slo.store.SqlDemo;
import dev.kiban.slo.store.SqlEventStreams;
import dev.kiban.slo.store.SqlFlows;
import dev.kiban.slo.store.SqlNotices;
import dev.kiban.slo.store.SqlOutbox;
import dev.kiban.slo.store.SqlOverrides;
import dev.kiban.slo.store.SqlQueries;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;

/// What budgets are kept in, as long as its database is there.
final class Stores implements AutoCloseable {
    /// Counts, a round and the one beside it that it reads by, delivery, one to spare, those of
    /// calls of the API, of pages, and of answers to queries.
    private static final int CONNECTIONS =
            5 + Api.MAX_CALLS + Archive.READERS + QueryWatch.AT_A_TIME;

    private final Optional<EmbeddedPostgres> server;
    private final Database database;
    private final CountStore counts;
    private final AlertStore alerts;
    private final Outbox outbox;
    private final Flows flows;
    private final QueryStore queries;
    private final EventStore events;
    private final Ledger ledger;
    private final Sessions sessions;
    private final Desk desk;
    private final DemoCounts demo;
    private final WeightStore weights;
    private final OrderStore orders;
    private final SightStore sights;
    private final ProgressStore progress;
    private final PaceAlarms paceAlarms;

    private Stores(Optional<EmbeddedPostgres> server, Database database) {
        this.server = server;
        this.database = database;
        this.counts = SqlCounts.in(database);
        this.alerts = SqlAlerts.in(database);
        this.outbox = SqlOutbox.in(database);
        this.flows = SqlFlows.in(database);
        this.demo = SqlDemo.in(database);
        this.queries = SqlQueries.in(database);
        this.weights = SqlWeights.in(database);
        this.orders = SqlOrders.in(database);
        this.sights = SqlSights.in(database);
        this.progress = SqlProgress.in(database);
        InstantSource clock = InstantSource.system();
        this.events = SqlEvents.in(database);
        this.ledger = new Ledger(events, clock);
        SecureRandom random = new SecureRandom();
        this.sessions = new Sessions(SqlSessions.in(database), ledger, clock, random);
        OverrideStore overrides = SqlOverrides.in(database);
        this.desk =
                new Desk(
                        new Tokens(SqlTokens.in(database), ledger, clock, random),
                        new ReleaseGate(counts, alerts, overrides),
                        ledger,
                        new Corrections(ledger, counts, clock),
                        new Overrides(ledger, overrides, clock),
                        SqlEventStreams.in(database),
                        flows,
                        new WeightBook(weights, new TrafficNews(ledger), clock),
                        new OrderBook(orders, new LedgerOrders(ledger), clock),
                        sights,
                        new RunBook(SqlRuns.in(database), new LedgerRuns(ledger)));
        this.paceAlarms =
                new PaceAlarms(
                        new PaceAlarms.Ports(orders, sights, desk.runs(), SqlNotices.in(database)));
    }

    /// @param opening is done before anybody can count
    /// @throws dev.kiban.runtime.sql.ServerFault if the server does not start
    /// @throws dev.kiban.runtime.sql.SqlFault if there is no such database
    static Stores open(DatabasePlace place, Opening opening) {
        return switch (place) {
            case DatabasePlace.At(DatabaseUrl url) -> open(Optional.empty(), url, opening);
            case DatabasePlace.OnFolder(var folder) -> {
                EmbeddedPostgres server = EmbeddedPostgres.start(folder);
                yield open(Optional.of(server), server.url(), opening);
            }
        };
    }

    private static Stores open(
            Optional<EmbeddedPostgres> server, DatabaseUrl url, Opening opening) {
        Optional<Database> database = Optional.empty();
        boolean opened = false;
        try {
            database = Optional.of(Database.open(url, CONNECTIONS));
            Stores stores = new Stores(server, database.get());
            opening.opened(stores.demo, stores.events);
            opened = true;
            return stores;
        } finally {
            if (!opened) {
                database.ifPresent(Database::close);
                server.ifPresent(EmbeddedPostgres::close);
            }
        }
    }

    CountStore counts() {
        return counts;
    }

    Outbox outbox() {
        return outbox;
    }

    Flows flows() {
        return flows;
    }

    QueryStore queries() {
        return queries;
    }

    AlertStore alerts() {
        return alerts;
    }

    Archive archive() {
        return new Archive(counts, alerts, flows, ledger, orders, sights, desk.runs());
    }

    WeightStore weights() {
        return weights;
    }

    OrderStore orders() {
        return orders;
    }

    SightStore sights() {
        return sights;
    }

    ProgressStore progress() {
        return progress;
    }

    PaceAlarms paceAlarms() {
        return paceAlarms;
    }

    DemoCounts demo() {
        return demo;
    }

    Sessions sessions() {
        return sessions;
    }

    Desk desk() {
        return desk;
    }

    Releases releases() {
        return new LedgerReleases(ledger);
    }

    /// Whether the server that was started here has ended: then nothing comes back by itself.
    boolean isGone() {
        return server.isPresent() && !server.get().isRunning();
    }

    @Override
    public void close() {
        database.close();
        server.ifPresent(EmbeddedPostgres::close);
    }
}
