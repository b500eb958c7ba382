package dev.kiban.gateway.report;

import static dev.kiban.runtime.telemetry.log.LogKey.COUNT;
import static dev.kiban.runtime.telemetry.log.LogKey.REASON;
import static dev.kiban.runtime.telemetry.log.LogKey.UPSTREAM;
import static dev.kiban.runtime.telemetry.log.LogKey.VALUE;

import dev.kiban.definition.Address;
import dev.kiban.definition.EndpointSource;
import dev.kiban.gateway.discovery.DiscoveryReport;
import dev.kiban.runtime.telemetry.log.Log;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Counts answers about endpoints, and logs each that says something new. One failure after the
/// other is logged once.
final class DiscoveryNews implements DiscoveryReport {
    /// A log is no place for hundreds of addresses.
    private static final int SHOWN = 20;

    private final DiscoveryMetrics metrics;
    private final Log log;
    private final Set<EndpointSource> failing = ConcurrentHashMap.newKeySet();

    DiscoveryNews(DiscoveryMetrics metrics, Log log) {
        this.metrics = metrics;
        this.log = log;
    }

    @Override
    public void answered(EndpointSource source) {
        metrics.answered(source);
        if (failing.remove(source)) {
            log.info("Endpoints can be asked for again", UPSTREAM.is(source.text()));
        }
    }

    @Override
    public void changed(EndpointSource source, List<Address> endpoints) {
        metrics.count(source, endpoints.size());
        log.info(
                "Endpoints are others than before",
                UPSTREAM.is(source.text()),
                COUNT.is(endpoints.size()),
                VALUE.is(endpoints.stream().limit(SHOWN).toList()));
    }

    @Override
    public void failed(EndpointSource source, String reason, int kept) {
        metrics.failed(source);
        metrics.count(source, kept);
        if (failing.add(source)) {
            log.warn(
                    "Endpoints cannot be asked for; those of before count",
                    UPSTREAM.is(source.text()),
                    COUNT.is(kept),
                    REASON.is(reason));
        }
    }
}
