package dev.kiban.slo.export;

import dev.kiban.definition.Indicator.StatusRange;
import dev.kiban.kernel.ServiceName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Under which names the gateway's metrics tell what it served. A port: the gateway knows.
public interface GatewayNames {

    /// The values of the label `route` that a method or prefix of a service has; empty while nobody
    /// can tell, as the service has not been asked for its schema.
    Optional<Set<String>> labelsOf(ServiceName service, String route);

    /// The gRPC codes that the gateway turns into one of these statuses.
    Set<String> codesOf(StatusRange statuses);

    /// The times up to which requests are counted, ascending.
    List<Duration> latencyBounds();
}
