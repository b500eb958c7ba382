package dev.kiban.slo.export;

import dev.kiban.kernel.ServiceName;
import dev.kiban.kernel.SloName;
import dev.kiban.slo.SloPlan.ServiceSlo;

/// An SLO, or a part of it, that another program's words cannot say.
///
/// @param why for people, without a full stop
public record Unsaid(ServiceName service, SloName slo, String why) {

    static Unsaid of(ServiceSlo slo, String why) {
        return new Unsaid(slo.service(), slo.slo().name(), why);
    }

    /// As people read it: `item/availability: …`.
    @Override
    public String toString() {
        return "%s/%s: %s".formatted(service, slo, why);
    }
}
