package dev.kiban.runtime.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SlicePodsTest {
    private final List<List<PodAddress>> found = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    @Test
    void mergesSlicesAndTakesEachPodOnce() {
        tell(
                "grpc",
                slice("IPv4", pod("10.0.0.2", true, true), pod("10.0.0.1", true, true)),
                slice("IPv4", pod("10.0.0.2", true, true)));

        assertThat(found)
                .containsExactly(
                        List.of(
                                new PodAddress("10.0.0.1", 9000),
                                new PodAddress("10.0.0.2", 9000)));
    }

    @Test
    void onesThatAreReadyComeFirst() {
        tell("grpc", slice("IPv4", pod("10.0.0.1", true, true), pod("10.0.0.2", false, true)));

        assertThat(found).containsExactly(List.of(new PodAddress("10.0.0.1", 9000)));
    }

    @Test
    void whereNoneIsReadyThoseCountThatServeWhileTheyEnd() {
        tell("grpc", slice("IPv4", pod("10.0.0.1", false, false), pod("10.0.0.2", false, true)));

        assertThat(found).containsExactly(List.of(new PodAddress("10.0.0.2", 9000)));
    }

    @Test
    void nothingSaidMeansReady() {
        Endpoint silent = new EndpointBuilder().withAddresses("10.0.0.1").build();

        tell("grpc", slice("IPv4", silent));

        assertThat(found).containsExactly(List.of(new PodAddress("10.0.0.1", 9000)));
    }

    @Test
    void ofTwoKindsOfAddressesItTakesOne() {
        tell(
                "grpc",
                slice("IPv6", pod("2001:db8::1", true, true)),
                slice("IPv4", pod("10.0.0.1", true, true)));
        tell("grpc", slice("IPv6", pod("2001:db8::1", true, true)), slice("IPv4"));

        assertThat(found)
                .containsExactly(
                        List.of(new PodAddress("10.0.0.1", 9000)),
                        List.of(new PodAddress("2001:db8::1", 9000)));
    }

    @Test
    void refusesAPortThatThereIsNot() {
        tell("http", slice("IPv4", pod("10.0.0.1", true, true)));

        assertThat(found).isEmpty();
        assertThat(failures)
                .containsExactly("the service has no port 'http': it has 'grpc', 'metrics'");
    }

    @Test
    void ofSeveralPortsOneMustBeNamed() {
        SlicePods.tell(
                List.of(slice("IPv4", pod("10.0.0.1", true, true))),
                new KubeService("shop", "item", Optional.empty()),
                listener());

        assertThat(failures)
                .containsExactly("the service has several ports: name one of 'grpc', 'metrics'");
    }

    private void tell(String port, EndpointSlice... slices) {
        SlicePods.tell(
                List.of(slices), new KubeService("shop", "item", Optional.of(port)), listener());
    }

    private PodListener listener() {
        return new PodListener() {
            @Override
            public void found(List<PodAddress> pods) {
                found.add(pods);
            }

            @Override
            public void failed(String reason) {
                failures.add(reason);
            }
        };
    }

    private static EndpointSlice slice(String kind, Endpoint... pods) {
        return new EndpointSliceBuilder()
                .withNewMetadata()
                .withName("item")
                .endMetadata()
                .withAddressType(kind)
                .addNewPort()
                .withName("grpc")
                .withPort(9000)
                .withProtocol("TCP")
                .endPort()
                .addNewPort()
                .withName("metrics")
                .withPort(9001)
                .withProtocol("TCP")
                .endPort()
                .withEndpoints(pods)
                .build();
    }

    private static Endpoint pod(String host, boolean ready, boolean serving) {
        return new EndpointBuilder()
                .withAddresses(host)
                .withNewConditions()
                .withReady(ready)
                .withServing(serving)
                .endConditions()
                .build();
    }
}
