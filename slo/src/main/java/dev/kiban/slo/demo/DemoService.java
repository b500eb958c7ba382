package dev.kiban.slo.demo;

import dev.kiban.kernel.ServiceName;
import dev.kiban.slo.SloPlan.ServiceSlo;
import java.util.List;

/// A service to make a past for.
///
/// @param routes as `slos:` names them
/// @param slos that are watched in it
public record DemoService(ServiceName name, List<String> routes, List<ServiceSlo> slos) {

    public DemoService {
        slos = List.copyOf(slos);
        routes = routes.stream().sorted().toList();
    }
}
