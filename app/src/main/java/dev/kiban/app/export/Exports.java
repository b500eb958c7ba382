package dev.kiban.app.export;

import dev.kiban.definition.Definitions;
import dev.kiban.slo.SloPlan;
import dev.kiban.slo.export.Datadog;
import dev.kiban.slo.export.Exported;
import dev.kiban.slo.export.ExportedFiles;
import dev.kiban.slo.export.Grafana;
import dev.kiban.slo.export.OpenSlo;
import dev.kiban.slo.export.PrometheusRules;
import dev.kiban.slo.export.ServiceSlos;
import java.time.Instant;
import java.util.List;

/// What definitions are in the words of other programs.
///
/// @param plan SLOs that make sense
/// @param names the gateway's, for what they count
public record Exports(Definitions definitions, SloPlan plan, ServedNames names) {

    /// Recording and alert rules for Prometheus.
    ///
    /// @param now whose month and quarter they are for
    public Exported rules(Instant now) {
        return PrometheusRules.of(plan, names, now);
    }

    /// SLOs of OpenSLO.
    public Exported openSlo() {
        return OpenSlo.of(plan);
    }

    /// A dashboard of Grafana for each service.
    public ExportedFiles grafana(Instant now) {
        return new Grafana(names, now).dashboards(services());
    }

    /// A dashboard and monitors of Datadog for each service.
    public ExportedFiles datadog(Instant now) {
        return Datadog.of(services(), names, now);
    }

    private List<ServiceSlos> services() {
        return ServiceSlos.of(definitions, plan);
    }
}
