package dev.kiban.app.running;

import dev.kiban.definition.Address;
import dev.kiban.definition.EndpointSource.Kubernetes;
import dev.kiban.gateway.discovery.Cluster;
import dev.kiban.gateway.discovery.Discovery;
import dev.kiban.gateway.discovery.DiscoveryReport;
import dev.kiban.gateway.discovery.Names;
import dev.kiban.runtime.dns.NameServers;
import dev.kiban.runtime.kube.KubeCluster;
import dev.kiban.runtime.kube.KubeService;
import dev.kiban.runtime.kube.PodAddress;
import dev.kiban.runtime.kube.PodListener;
import dev.kiban.runtime.lifecycle.Shutdown;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/// Wires what endpoints are found by.
final class DiscoveryStart {
    private static final Duration SOON = Duration.ofSeconds(5);

    private DiscoveryStart() {}

    static Discovery start(DiscoveryReport report, Shutdown shutdown) {
        NameServers servers = new NameServers();
        shutdown.add("name servers", SOON, servers::close);
        Names names =
                (name, server) ->
                        servers.addresses(name, server.map(DiscoveryStart::socketAddress));
        SplittableRandom random = new SplittableRandom();
        KubeCluster kubernetes = KubeCluster.usual(random.split());
        shutdown.add("cluster", SOON, kubernetes::close);
        Cluster cluster =
                (service, watcher) ->
                        kubernetes.watch(kubeService(service), new Told(watcher))::close;
        Discovery discovery = new Discovery(new Discovery.Ports(names, cluster, report), random);
        shutdown.add("discovery", SOON, discovery::close);
        return discovery;
    }

    private static KubeService kubeService(Kubernetes service) {
        return new KubeService(service.namespace(), service.service(), service.port());
    }

    /// Says what a cluster says in the words of the gateway.
    private record Told(Cluster.Watcher watcher) implements PodListener {

        @Override
        public void found(List<PodAddress> pods) {
            watcher.found(pods.stream().map(pod -> new Address(pod.host(), pod.port())).toList());
        }

        @Override
        public void failed(String reason) {
            watcher.failed(reason);
        }
    }

    private static InetSocketAddress socketAddress(Address address) {
        return new InetSocketAddress(address.host(), address.port());
    }
}
