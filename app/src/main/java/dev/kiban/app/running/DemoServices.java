package dev.kiban.app.running;

import dev.kiban.gateway.reload.GatewayStatus;
import dev.kiban.gateway.reload.LivePlan;
import dev.kiban.slo.SloPlan;
import dev.kiban.slo.SloPlan.ServiceSlo;
import dev.kiban.slo.demo.DemoService;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The services of a gateway, as far as their routes are known.
public final class DemoServices {
    private DemoServices() {}

    public static List<DemoService> of(GatewayStatus status) {
        return status.live().stream().flatMap(DemoServices::of).toList();
    }

    private static Stream<DemoService> of(LivePlan live) {
        List<ServiceSlo> slos =
                switch (PlanCheck.slos(live)) {
                    case SloPlan.Compiled(SloPlan plan) -> plan.slos();
                    case SloPlan.Rejected _ -> List.of();
                };
        return live.definitions().services().stream()
                .map(
                        service ->
                                new DemoService(
                                        service.name(),
                                        PlanCheck.exposed(service, live.plan().routes()).stream()
                                                .flatMap(Set::stream)
                                                .toList(),
                                        slos.stream()
                                                .filter(slo -> slo.service().equals(service.name()))
                                                .toList()))
                .filter(service -> !service.routes().isEmpty());
    }
}
