package dev.kiban.console;

import dev.kiban.definition.Service;
import dev.kiban.kernel.ServiceName;
import dev.kiban.slo.LookBackReader.ServiceLookBack;
import dev.kiban.slo.PeriodWindow;
import java.util.Optional;

/// Knows where the budgets of a service went. A port: read for each page.
@FunctionalInterface
public interface LookBacks {

    /// A quarter of a service; empty if there is no such service.
    Optional<Sheet> read(ServiceName service, PeriodWindow quarter);

    /// A service in a quarter.
    ///
    /// @param lookBack empty if no store can be read
    record Sheet(Service service, Optional<ServiceLookBack> lookBack) {}
}
