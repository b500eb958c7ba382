package dev.kiban.slo.export;

import dev.kiban.kernel.ServiceName;

/// Which pods are a service's: those of the workload that bears its name.
final class PodSelector {

    /// What Kubernetes makes names of: letters that cannot form a word, so that the pods of `item`
    /// are not those of `item-search`.
    private static final String MADE = "[bcdfghjklmnpqrstvwxz2456789]";

    private PodSelector() {}

    /// As a part of a selector in PromQL: pods of a Deployment, a DaemonSet or a StatefulSet.
    static String of(ServiceName service) {
        return "pod=~"
                + Promql.text("%s-((%s{1,10}-)?%s{5}|[0-9]+)".formatted(service, MADE, MADE));
    }
}
