package dev.kiban.slo.demo;

import dev.kiban.kernel.ServiceName;
import java.util.List;

/// A service to make a past for.
///
/// @param routes as `slos:` names them
public record DemoService(ServiceName name, List<String> routes) {

    public DemoService {
        routes = routes.stream().sorted().toList();
    }
}
