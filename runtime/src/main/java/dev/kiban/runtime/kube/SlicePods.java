package dev.kiban.runtime.kube;

import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointConditions;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the slices of a service come to: its pods that are ready; if there is none, those that
/// still serve while they end, as ingress-nginx and Envoy Gateway do: an answer of a pod that goes
/// away is better than none.
///
/// A service of both kinds of addresses has each pod twice; then IPv4 is taken.
///
/// https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/
final class SlicePods {
    private static final String IPV4 = "IPv4";
    private static final String IPV6 = "IPv6";
    private static final String TCP = "TCP";

    private final List<EndpointSlice> slices;
    private final Optional<String> port;

    private SlicePods(List<EndpointSlice> slices, Optional<String> port) {
        this.slices = slices;
        this.port = port;
    }

    /// Tells the listener of all slices of a service.
    static void tell(Collection<EndpointSlice> all, KubeService service, PodListener listener) {
        List<EndpointSlice> slices = ofOneKind(all);
        SlicePods pods = new SlicePods(slices, service.port());
        if (pods.anyEndpoint()
                && slices.stream().noneMatch(slice -> pods.number(slice).isPresent())) {
            listener.failed(pods.noPort());
            return;
        }
        List<PodAddress> ready = pods.where(SlicePods::isReady);
        listener.found(ready.isEmpty() ? pods.where(SlicePods::serves) : ready);
    }

    private static List<EndpointSlice> ofOneKind(Collection<EndpointSlice> all) {
        List<EndpointSlice> four = ofKind(IPV4, all);
        return four.stream().anyMatch(slice -> !slice.getEndpoints().isEmpty())
                ? four
                : Stream.concat(four.stream(), ofKind(IPV6, all).stream()).toList();
    }

    private static List<EndpointSlice> ofKind(String kind, Collection<EndpointSlice> all) {
        return all.stream().filter(slice -> kind.equals(slice.getAddressType())).toList();
    }

    private boolean anyEndpoint() {
        return slices.stream().anyMatch(slice -> !slice.getEndpoints().isEmpty());
    }

    /// In a fixed order, each once.
    private List<PodAddress> where(Predicate<Endpoint> which) {
        TreeSet<PodAddress> found =
                new TreeSet<>(
                        Comparator.comparing(PodAddress::host).thenComparingInt(PodAddress::port));
        for (EndpointSlice slice : slices) {
            number(slice)
                    .ifPresent(
                            number ->
                                    slice.getEndpoints().stream()
                                            .filter(which)
                                            .filter(pod -> !pod.getAddresses().isEmpty())
                                            // All addresses of one endpoint are the same pod.
                                            .map(pod -> pod.getAddresses().getFirst())
                                            .map(host -> new PodAddress(host, number))
                                            .forEach(found::add));
        }
        return List.copyOf(found);
    }

    private Optional<Integer> number(EndpointSlice slice) {
        List<EndpointPort> ports =
                slice.getPorts().stream()
                        .filter(one -> one.getPort() != null)
                        .filter(one -> one.getProtocol() == null || TCP.equals(one.getProtocol()))
                        .toList();
        if (port.isEmpty()) {
            return ports.size() == 1 ? Optional.of(ports.getFirst().getPort()) : Optional.empty();
        }
        return ports.stream()
                .filter(one -> port.get().equals(one.getName()))
                .map(EndpointPort::getPort)
                .findFirst();
    }

    private String noPort() {
        String known =
                slices.stream()
                        .flatMap(slice -> slice.getPorts().stream())
                        .map(one -> "'" + Optional.ofNullable(one.getName()).orElse("") + "'")
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(", "));
        return port.map(name -> "the service has no port '%s': it has %s".formatted(name, known))
                .orElse("the service has several ports: name one of " + known);
    }

    /// Nothing said means yes.
    private static boolean isReady(Endpoint pod) {
        return conditions(pod).map(EndpointConditions::getReady).orElse(true);
    }

    /// Nothing said means the same as for ready.
    private static boolean serves(Endpoint pod) {
        return conditions(pod).map(EndpointConditions::getServing).orElseGet(() -> isReady(pod));
    }

    private static Optional<EndpointConditions> conditions(Endpoint pod) {
        return Optional.ofNullable(pod.getConditions());
    }
}
