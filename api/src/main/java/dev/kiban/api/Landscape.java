package dev.kiban.api;

import dev.kiban.definition.Pace;
import dev.kiban.definition.Service;
import dev.kiban.kernel.ServiceName;
import dev.kiban.slo.SloPlan.ServiceSlo;
import java.util.List;
import java.util.Optional;

/// Knows services and paces as they are live. A port.
public interface Landscape {

    /// The service of a name.
    Optional<Service> service(ServiceName name);

    /// All paces.
    List<Pace> paces();

    /// The SLOs of a service, known to make sense.
    List<ServiceSlo> slos(ServiceName name);
}
