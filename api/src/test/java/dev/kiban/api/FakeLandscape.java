package dev.kiban.api;

import dev.kiban.definition.Pace;
import dev.kiban.definition.Service;
import dev.kiban.kernel.ServiceName;
import dev.kiban.slo.SloPlan.ServiceSlo;
import java.util.List;
import java.util.Optional;

/// No services at all.
enum FakeLandscape implements Landscape {
    EMPTY;

    @Override
    public Optional<Service> service(ServiceName name) {
        return Optional.empty();
    }

    @Override
    public List<Pace> paces() {
        return List.of();
    }

    @Override
    public List<ServiceSlo> slos(ServiceName name) {
        return List.of();
    }
}
