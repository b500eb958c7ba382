package dev.kiban.app;

import dev.kiban.console.Board;
import dev.kiban.definition.Service;
import dev.kiban.definition.Slo;
import dev.kiban.gateway.reload.GatewayStatus;
import dev.kiban.slo.Budget;
import dev.kiban.slo.PeriodWindow;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The board of a program without a database: all services as they are live, none of them measured.
///
/// @param status of the gateway whose services they are
record DefinedServices(GatewayStatus status, InstantSource clock) implements Board {

    @Override
    public Sheet read() {
        Instant now = clock.instant();
        List<Line> lines =
                status.live().stream()
                        .flatMap(live -> live.definitions().services().stream())
                        .map(service -> line(service, now))
                        .toList();
        return new Sheet(now, lines);
    }

    private static Line line(Service service, Instant now) {
        return new Line(
                service.name(),
                service.owner(),
                service.slos().stream().map(slo -> unmeasured(slo, now)).toList());
    }

    private static Health unmeasured(Slo slo, Instant now) {
        Budget budget =
                Budget.of(slo.objective(), List.of(), PeriodWindow.at(now, slo.period()).length());
        return new Health(slo, budget, Optional.empty(), false);
    }
}
