package dev.kiban.app.console;

import dev.kiban.console.LookBacks;
import dev.kiban.definition.Service;
import dev.kiban.kernel.ServiceName;
import dev.kiban.slo.LookBackReader.ServiceLookBack;
import dev.kiban.slo.PeriodWindow;
import dev.kiban.slo.SloPlan.ServiceSlo;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Quarters of a running gateway's services, as the store has them.
public record LiveLookBacks(Sources sources, InstantSource clock) implements LookBacks {

    @Override
    public Optional<Sheet> read(ServiceName name, PeriodWindow quarter) {
        return sources.service(name).map(service -> new Sheet(service, lookBack(service, quarter)));
    }

    private Optional<ServiceLookBack> lookBack(Service service, PeriodWindow quarter) {
        List<ServiceSlo> slos =
                service.slos().stream()
                        .map(slo -> new ServiceSlo(service.name(), service.owner(), slo))
                        .toList();
        return sources.ask(
                archive ->
                        archive.lookBacks().read(service.name(), slos, quarter, clock.instant()));
    }
}
