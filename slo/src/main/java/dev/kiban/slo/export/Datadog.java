package dev.kiban.slo.export;

import dev.kiban.definition.Period;
import dev.kiban.definition.Service;
import dev.kiban.kernel.Json;
import dev.kiban.kernel.ServiceName;
import dev.kiban.slo.BurnTier;
import dev.kiban.slo.Ratio;
import dev.kiban.slo.SloPlan.ServiceSlo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/// A dashboard of Datadog for each service, and a monitor for each alert of its SLOs: bodies to be
/// posted to `/api/v1/dashboard` and `/api/v1/monitor`.
///
/// They read the gateway's metrics as Datadog's agent collects them by its OpenMetrics check, with
/// the namespace `kiban.gateway` and `kiban_gateway_` taken off.
public final class Datadog {
    private final DatadogQuery query;
    private final Instant now;
    private final SortedMap<String, String> files = new TreeMap<>();
    private final List<Unsaid> unsaid = new ArrayList<>();

    private Datadog(GatewayNames names, Instant now) {
        this.query = new DatadogQuery(names);
        this.now = now;
    }

    /// The files: `SERVICE.dashboard.json`, and `SERVICE.SLO.TIER.monitor.json`.
    ///
    /// @param names how the gateway's metrics are labelled
    /// @param now months and quarters are as long as those of this time
    public static ExportedFiles of(List<ServiceSlos> services, GatewayNames names, Instant now) {
        Datadog datadog = new Datadog(names, now);
        services.forEach(datadog::add);
        return new ExportedFiles(datadog.files, datadog.unsaid);
    }

    private void add(ServiceSlos service) {
        ServiceName name = service.service().name();
        List<Members> groups = new ArrayList<>();
        if (!service.service().routes().isEmpty()) {
            groups.add(requests(name));
        }
        for (ServiceSlo slo : service.slos()) {
            switch (query.find(slo)) {
                case DatadogQuery.NotHere(String why) -> unsaid.add(Unsaid.of(slo, why));
                case DatadogQuery.Here(DatadogEvents events) -> {
                    groups.add(budget(slo, events));
                    slo.tiers(now).forEach(tier -> addMonitor(slo, tier, events));
                }
            }
        }
        groups.add(pods(name));
        files.put(name + ".dashboard.json", dashboard(service.service(), groups).json().print());
    }

    private void addMonitor(ServiceSlo slo, BurnTier tier, DatadogEvents events) {
        if (tier.window().compareTo(DatadogMonitor.LONGEST) > 0) {
            unsaid.add(
                    Unsaid.of(slo, "Datadog looks back a week at most: not '%s'".formatted(tier)));
            return;
        }
        String name =
                "%s.%s.%s.monitor.json"
                        .formatted(
                                slo.service(),
                                slo.slo().name(),
                                tier.toString().replace(' ', '-').toLowerCase(Locale.ROOT));
        files.put(name, DatadogMonitor.of(slo, tier, events).json().print());
    }

    private static Members dashboard(Service service, List<Members> groups) {
        return new Members()
                .add("title", "Service: " + service.name())
                .add("description", service.description())
                .add("layout_type", "ordered")
                .add("reflow_type", "auto")
                .add("tags", Json.texts(List.of("team:" + service.owner())))
                .add(
                        "template_variables",
                        List.of(
                                new Members()
                                        .add("name", "namespace")
                                        .add("prefix", "kube_namespace")
                                        .add("defaults", Json.texts(List.of("*")))))
                .add(
                        "widgets",
                        groups.stream()
                                .map(group -> new Members().add("definition", group))
                                .toList());
    }

    private static Members requests(ServiceName service) {
        String of = DatadogQuery.of(service);
        String seconds = "kiban.gateway.request_duration_seconds";
        Members all =
                DatadogWidget.query("all", byRoute(DatadogQuery.count(seconds + ".count", of)));
        Members errors =
                DatadogWidget.query(
                        "errors",
                        byRoute(DatadogQuery.count("kiban.gateway.request_errors.count", of)));
        Members spent =
                DatadogWidget.query("spent", byRoute(DatadogQuery.count(seconds + ".sum", of)));
        return DatadogWidget.group(
                "Requests at the gateway",
                List.of(
                        DatadogWidget.line("Requests", "all", List.of(all)),
                        DatadogWidget.line(
                                "Errors, per cent", "100 * errors / all", List.of(errors, all)),
                        DatadogWidget.line(
                                "Mean duration, seconds", "spent / all", List.of(spent, all))));
    }

    private static String byRoute(String query) {
        return query.replace("}.as_count", "} by {route}.as_count");
    }

    private static Members budget(ServiceSlo slo, DatadogEvents events) {
        Ratio allowed = Ratio.of(slo.slo().objective().budget());
        String burn =
                "%s * %s / (%s * all)"
                        .formatted(allowed.denominator(), events.bad(), allowed.numerator());
        List<Members> widgets = new ArrayList<>();
        if (slo.slo().period() instanceof Period.Rolling(int days)) {
            widgets.add(
                    DatadogWidget.number(
                            "Budget of %d days".formatted(days),
                            days,
                            "100 * (1 - %s)".formatted(burn),
                            events.queries()));
        }
        widgets.add(
                DatadogWidget.line(
                        "Burn: 1 spends the budget in one period", burn, events.queries()));
        slo.slo()
                .playbook()
                .ifPresent(
                        playbook ->
                                widgets.add(
                                        DatadogWidget.note("[Playbook](%s)".formatted(playbook))));
        return DatadogWidget.group(
                "%s: %s".formatted(slo.slo().name(), slo.slo().objective().target()), widgets);
    }

    private static Members pods(ServiceName service) {
        String its =
                "$namespace AND (kube_deployment:%s OR kube_stateful_set:%s OR kube_daemon_set:%s)"
                        .formatted(service, service, service);
        return DatadogWidget.group(
                "Pods",
                List.of(
                        pod("CPU, nanocores", "kubernetes.cpu.usage.total", its),
                        pod("Memory, bytes", "kubernetes.memory.working_set", its),
                        pod("Restarts since the start", "kubernetes.containers.restarts", its)));
    }

    private static Members pod(String title, String metric, String its) {
        String query = "sum:%s{%s} by {pod_name}".formatted(metric, its);
        return DatadogWidget.line(title, "used", List.of(DatadogWidget.query("used", query)));
    }
}
