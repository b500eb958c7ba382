package dev.kiban.slo.export;

import dev.kiban.definition.Definitions;
import dev.kiban.definition.Service;
import dev.kiban.kernel.ServiceName;
import dev.kiban.slo.SloPlan;
import dev.kiban.slo.SloPlan.ServiceSlo;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A service, and what good service means there.
///
/// @param slos in the order written; may be empty
public record ServiceSlos(Service service, List<ServiceSlo> slos) {

    public ServiceSlos {
        slos = List.copyOf(slos);
    }

    /// All services, in the order of the definitions.
    public static List<ServiceSlos> of(Definitions definitions, SloPlan plan) {
        Map<ServiceName, List<ServiceSlo>> slos =
                plan.slos().stream().collect(Collectors.groupingBy(ServiceSlo::service));
        return definitions.services().stream()
                .map(
                        service ->
                                new ServiceSlos(
                                        service, slos.getOrDefault(service.name(), List.of())))
                .toList();
    }
}
