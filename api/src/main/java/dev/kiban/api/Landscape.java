package dev.kiban.api;

import dev.kiban.definition.Service;
import dev.kiban.kernel.ServiceName;
import dev.kiban.slo.SloPlan.ServiceSlo;
import java.util.List;
import java.util.Optional;

/// Knows the services as they are live. A port.
public interface Landscape {

    /// The service of a name.
    Optional<Service> service(ServiceName name);

    /// The SLOs of a service, known to make sense.
    List<ServiceSlo> slos(ServiceName name);
}
