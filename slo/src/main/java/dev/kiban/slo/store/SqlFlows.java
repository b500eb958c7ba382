package dev.kiban.slo.store;

import dev.kiban.definition.Indicator.Freshness;
import dev.kiban.kernel.ServiceName;
import dev.kiban.runtime.sql.Database;
import dev.kiban.slo.CountStore;
import dev.kiban.slo.FlowNews;
import dev.kiban.slo.Flows;
import dev.kiban.slo.SloPlan.ServiceSlo;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Flows as rows of `slo_flow`, and their work as rows of `slo_flow_item`.
public final class SqlFlows implements Flows {
    private final Database database;

    private SqlFlows(Database database) {
        this.database = database;
    }

    /// In a database that has the tables of [SqlCounts].
    public static SqlFlows in(Database database) {
        return new SqlFlows(database);
    }

    @Override
    public Outcome tell(FlowNews news, Instant now) {
        if (SqlCounts.isInFuture(news.at(), now)) {
            return new Refused("%s is in the future; it is %s here".formatted(news.at(), now));
        }
        if (SqlCounts.isTooOld(news.at(), now)) {
            return new Refused(
                    "%s is too long ago: at most %d days"
                            .formatted(news.at(), CountStore.KEPT_MINUTES.toDays()));
        }
        try {
            return new Taken(database.write(connection -> write(connection, news, now)));
        } catch (TooMany e) {
            return new Refused(
                    "flow '%s' has %d pieces that wait, which is the limit: tell which of them are done"
                            .formatted(news.flow(), MAX_WAITING));
        }
    }

    private static Waiting write(Connection connection, FlowNews news, Instant now)
            throws SQLException {
        Flow flow = Flow.lock(connection, new Flow.Name(news.service(), news.flow()), now);
        FlowItems items = new FlowItems(connection, flow);
        // A clock that is ahead of ours makes nothing younger than nothing.
        items.tell(news, news.at().isBefore(now) ? news.at() : now, flow.openMinute(now));
        if (items.unsettled() > MAX_WAITING) {
            throw new TooMany();
        }
        return items.waiting();
    }

    @Override
    public Waiting waiting(ServiceName service, String name) {
        return database.read(
                connection -> {
                    Optional<Flow> flow = Flow.find(connection, new Flow.Name(service, name));
                    return flow.isEmpty()
                            ? Waiting.NOTHING
                            : new FlowItems(connection, flow.get()).waiting();
                });
    }

    /// Each flow by itself: none waits for all others.
    @Override
    public void judge(List<ServiceSlo> slos, Instant now) {
        Map<Flow.Name, Set<Duration>> flows = new LinkedHashMap<>();
        for (ServiceSlo slo : slos) {
            if (slo.slo().indicator() instanceof Freshness(String flow, Duration within)) {
                flows.computeIfAbsent(new Flow.Name(slo.service(), flow), _ -> new TreeSet<>())
                        .add(within);
            }
        }
        if (flows.isEmpty()) {
            return;
        }
        flows.keySet().removeAll(database.read(connection -> Flow.judged(connection, now)));
        flows.forEach(
                (name, thresholds) ->
                        database.write(
                                connection -> {
                                    Flow flow = Flow.lock(connection, name, now);
                                    new FlowJudgement(connection, flow, thresholds).run(now);
                                    return true;
                                }));
    }
}
