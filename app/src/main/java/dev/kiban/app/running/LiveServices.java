package dev.kiban.app.running;

import dev.kiban.api.Api;
import dev.kiban.api.Landscape;
import dev.kiban.app.budget.BudgetKeeper;
import dev.kiban.app.running.RunningGateway.Started.Serving;
import dev.kiban.definition.Pace;
import dev.kiban.definition.Service;
import dev.kiban.kernel.ServiceName;
import dev.kiban.slo.SloPlan.ServiceSlo;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The services that a gateway serves now, and the SLOs that budgets are kept of.
record LiveServices(Serving serving) implements Landscape {

    /// What the API of this program is answered from.
    static Api.Ports ports(Serving serving, InstantSource clock) {
        return new Api.Ports(
                () -> serving.budgets().flatMap(BudgetKeeper::desk),
                new LiveServices(serving),
                clock);
    }

    @Override
    public Optional<Service> service(ServiceName name) {
        return serving.status()
                .live()
                .flatMap(
                        live ->
                                live.definitions().services().stream()
                                        .filter(service -> service.name().equals(name))
                                        .findFirst());
    }

    @Override
    public List<Pace> paces() {
        return serving.status().live().map(live -> live.definitions().paces()).orElseGet(List::of);
    }

    @Override
    public List<ServiceSlo> slos(ServiceName name) {
        return serving.budgets().flatMap(BudgetKeeper::plan).stream()
                .flatMap(plan -> plan.slos().stream())
                .filter(slo -> slo.service().equals(name))
                .toList();
    }
}
