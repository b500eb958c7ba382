package dev.kiban.slo.export;

import dev.kiban.definition.Period;
import dev.kiban.definition.Service;
import dev.kiban.kernel.Json;
import dev.kiban.kernel.ServiceName;
import dev.kiban.slo.BurnTier;
import dev.kiban.slo.Ratio;
import dev.kiban.slo.SloPlan.ServiceSlo;
import dev.kiban.slo.export.GrafanaPanel.Graph;
import dev.kiban.slo.export.GrafanaPanel.Line;
import dev.kiban.slo.export.GrafanaPanel.Note;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// A dashboard of Grafana for each service: rate, errors and duration of its requests at the
/// gateway; of each SLO what remains of the budget, how much was measured, and what burns; what its
/// pods use.
///
/// The panels of SLOs read what [PrometheusRules] record, those of pods what cAdvisor and
/// kube-state-metrics tell.
public final class Grafana {
    private static final int SCHEMA = 39;
    private static final int MAX_UID = 40;
    private static final String METRICS = "kiban_gateway_request";
    private static final String RATE = "[$__rate_interval]";

    private final GatewayQuery query;
    private final Instant now;

    /// @param names how the gateway's metrics are labelled
    /// @param now months and quarters are as long as those of this time
    public Grafana(GatewayNames names, Instant now) {
        this.query = new GatewayQuery(names);
        this.now = now;
    }

    /// The dashboards, as files to provision or import: `SERVICE.json`.
    public ExportedFiles dashboards(List<ServiceSlos> services) {
        SortedMap<String, String> files = new TreeMap<>();
        List<Unsaid> unsaid = new ArrayList<>();
        for (ServiceSlos service : services) {
            List<ServiceSlo> shown = new ArrayList<>();
            for (ServiceSlo slo : service.slos()) {
                switch (query.find(slo)) {
                    case GatewayQuery.NotHere(String why) -> unsaid.add(Unsaid.of(slo, why));
                    case GatewayQuery.Here _ -> shown.add(slo);
                }
            }
            files.put(
                    service.service().name() + ".json",
                    dashboard(service.service(), page(service.service(), shown)).json().print());
        }
        return new ExportedFiles(files, unsaid);
    }

    private static Members dashboard(Service service, GrafanaPage page) {
        return new Members()
                .add("uid", uid(service.name()))
                .add("title", "Service: " + service.name())
                .add("description", service.description())
                .add("tags", Json.texts(List.of("kiban", "team:" + service.owner())))
                .add("schemaVersion", SCHEMA)
                .add("editable", false)
                .add("refresh", "1m")
                .add("time", new Members().add("from", "now-6h").add("to", "now"))
                .add("annotations", new Members().add("list", List.of()))
                .add("templating", new Members().add("list", List.of(source(), namespace())))
                .add("panels", page.panels());
    }

    /// Grafana takes 40 characters at most.
    private static String uid(ServiceName service) {
        String uid = "kiban-" + service;
        return uid.length() <= MAX_UID
                ? uid
                : "%s-%08x".formatted(uid.substring(0, 31), service.value().hashCode());
    }

    /// Which Prometheus, to be chosen on the page.
    private static Members source() {
        return new Members()
                .add("type", "datasource")
                .add("name", "datasource")
                .add("label", "Prometheus")
                .add("query", "prometheus");
    }

    /// Where the pods run, to be chosen on the page.
    private static Members namespace() {
        return new Members()
                .add("type", "query")
                .add("name", "namespace")
                .add("label", "Namespace")
                .add("datasource", GrafanaPanel.source())
                .add("query", "label_values(kube_pod_info, namespace)")
                .add("refresh", 1)
                .add("includeAll", true)
                .add("allValue", ".+")
                .add("current", new Members().add("text", "All").add("value", "$__all"));
    }

    private GrafanaPage page(Service service, List<ServiceSlo> slos) {
        GrafanaPage page = new GrafanaPage();
        if (!service.routes().isEmpty()) {
            page.add("Requests at the gateway", requests(service.name()));
        }
        slos.forEach(slo -> page.add(heading(slo), budget(slo)));
        page.add("Pods", pods(service.name()));
        return page;
    }

    private static List<Graph> requests(ServiceName service) {
        String of = "{service=%s}%s".formatted(Promql.text(service.value()), RATE);
        String all = "sum by (route) (rate(%s_duration_seconds_count%s))".formatted(METRICS, of);
        String errors = "sum by (route) (rate(%s_errors_total%s))".formatted(METRICS, of);
        return List.of(
                new Graph(
                        "Rate",
                        "Requests a second, by route.",
                        "reqps",
                        List.of(new Line("{{route}}", all))),
                new Graph(
                        "Errors",
                        "The share of requests that failed through no fault of the client.",
                        "percentunit",
                        List.of(
                                new Line(
                                        "{{route}}",
                                        "(%s or 0 * %s) / %s".formatted(errors, all, all)))),
                new Graph(
                        "Duration",
                        "From the head of a request to the end of its answer, all routes.",
                        "s",
                        List.of(duration("0.5", of), duration("0.95", of), duration("0.99", of))));
    }

    private static Line duration(String quantile, String of) {
        return new Line(
                "quantile " + quantile,
                "histogram_quantile(%s, sum by (le) (rate(%s_duration_seconds_bucket%s)))"
                        .formatted(quantile, METRICS, of));
    }

    private static String heading(ServiceSlo slo) {
        return "%s: %s".formatted(slo.slo().name(), slo.slo().objective().target());
    }

    private List<GrafanaPanel> budget(ServiceSlo slo) {
        String of =
                "{service=%s,slo=%s}"
                        .formatted(
                                Promql.text(slo.service().value()),
                                Promql.text(slo.slo().name().value()));
        List<GrafanaPanel> panels = new ArrayList<>();
        panels.add(new Note("What it means", meaning(slo)));
        if (slo.slo().period() instanceof Period.Rolling(int days)) {
            panels.add(
                    new Graph(
                            "Budget of %d days".formatted(days),
                            "What remains of it, and the share of the period that was measured.",
                            "percentunit",
                            List.of(
                                    new Line("remains", "slo:kiban_budget:remaining" + of),
                                    new Line("measured", "slo:kiban_coverage:ratio" + of))));
        }
        panels.add(
                new Graph(
                        "Burn",
                        "How fast the budget goes: 1 spends it in exactly one period.",
                        "none",
                        slo.tiers(now).stream()
                                .map(tier -> burn(tier, slo, of))
                                .distinct()
                                .toList()));
        return panels;
    }

    private static String meaning(ServiceSlo slo) {
        List<String> paragraphs = new ArrayList<>();
        if (!slo.slo().description().isEmpty()) {
            paragraphs.add(slo.slo().description());
        }
        paragraphs.add("Owner: " + slo.owner());
        slo.slo()
                .playbook()
                .ifPresent(playbook -> paragraphs.add("Playbook: <%s>".formatted(playbook)));
        return String.join("\n\n", paragraphs);
    }

    /// Error ratio to budget, in whole numbers.
    private static Line burn(BurnTier tier, ServiceSlo slo, String of) {
        Ratio allowed = Ratio.of(slo.slo().objective().budget());
        String window = Promql.time(tier.window());
        return new Line(
                window,
                "%s * slo:kiban_bad:sum%s%s / (%s * (slo:kiban_valid:sum%s%s > 0))"
                        .formatted(
                                allowed.denominator(),
                                window,
                                of,
                                allowed.numerator(),
                                window,
                                of));
    }

    private static List<Graph> pods(ServiceName service) {
        String its = "namespace=~\"$namespace\"," + PodSelector.of(service);
        String containers = "{%s,container!=\"\"}".formatted(its);
        return List.of(
                new Graph(
                        "CPU",
                        "Cores in use, by pod.",
                        "none",
                        perPod(
                                "sum by (pod) (rate(container_cpu_usage_seconds_total%s%s))"
                                        .formatted(containers, RATE))),
                new Graph(
                        "CPU held back",
                        "The share of its turns in which a pod had used up its CPU limit.",
                        "percentunit",
                        perPod(
                                "sum by (pod) (rate(container_cpu_cfs_throttled_periods_total%s%s)) / sum by (pod) (rate(container_cpu_cfs_periods_total%s%s))"
                                        .formatted(containers, RATE, containers, RATE))),
                new Graph(
                        "Memory",
                        "What the kernel cannot take back, by pod.",
                        "bytes",
                        perPod(
                                "sum by (pod) (container_memory_working_set_bytes%s)"
                                        .formatted(containers))),
                new Graph(
                        "Restarts",
                        "Containers that were started again, by pod.",
                        "none",
                        perPod(
                                "sum by (pod) (increase(kube_pod_container_status_restarts_total{%s}%s))"
                                        .formatted(its, RATE))));
    }

    private static List<Line> perPod(String expr) {
        return List.of(new Line("{{pod}}", expr));
    }
}
