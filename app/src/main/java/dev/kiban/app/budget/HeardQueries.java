package dev.kiban.app.budget;

import static dev.kiban.runtime.telemetry.log.LogKey.ENDPOINT;
import static dev.kiban.runtime.telemetry.log.LogKey.REASON;

import dev.kiban.definition.Indicator.Prometheus;
import dev.kiban.runtime.telemetry.log.Log;
import dev.kiban.slo.Queries;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Logs that a Prometheus does not answer, and that it does again: once each.
final class HeardQueries implements Queries {
    private final Queries queries;
    private final Log log;
    private final Set<Prometheus> silent = ConcurrentHashMap.newKeySet();

    HeardQueries(Queries queries, Log log) {
        this.queries = queries;
        this.log = log;
    }

    @Override
    public Answer ask(Prometheus indicator, Instant end) {
        Answer answer = queries.ask(indicator, end);
        switch (answer) {
            case Counted _ -> {
                if (silent.remove(indicator)) {
                    log.info("A Prometheus answers again", ENDPOINT.is(host(indicator)));
                }
            }
            case Nothing(String why) -> silent("A Prometheus has nothing to say", indicator, why);
            case Failed(String why) -> silent("A Prometheus does not answer", indicator, why);
        }
        return answer;
    }

    private void silent(String message, Prometheus indicator, String why) {
        if (silent.add(indicator)) {
            log.warn(message, ENDPOINT.is(host(indicator)), REASON.is(why));
        }
    }

    /// No more of the URL: somebody may have put a password into it.
    private static String host(Prometheus indicator) {
        return String.valueOf(indicator.url().getHost());
    }
}
