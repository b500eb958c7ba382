package dev.kiban.definition.load;

import dev.kiban.definition.Address;
import dev.kiban.definition.EndpointSource;
import dev.kiban.definition.EndpointSource.Addresses;
import dev.kiban.definition.EndpointSource.Dns;
import dev.kiban.definition.EndpointSource.Kubernetes;
import dev.kiban.definition.Problem;
import dev.kiban.definition.ProblemCode;
import dev.kiban.definition.shape.Field;
import dev.kiban.definition.shape.ListShape;
import dev.kiban.definition.shape.ObjectShape;
import dev.kiban.definition.shape.TextRule;
import dev.kiban.definition.shape.TextShape;
import dev.kiban.definition.shape.Values;
import dev.kiban.definition.shape.WholeShape;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Where the endpoints of an upstream come from: its `addresses`, `dns` or `kubernetes`.
final class SourceSection {
    private static final int MAX_PORT = 65_535;
    private static final Duration MIN_EVERY = Duration.ofMillis(100);
    private static final Duration MAX_EVERY = Duration.ofHours(1);

    /// What stands in for a source where none was given, which was reported.
    private static final Addresses NOWHERE = new Addresses(List.of(new Address("nowhere", 1)));

    private static final TextShape<String> LABEL =
            TextShape.of(
                    "a name in Kubernetes such as item",
                    TextRule.matching("[a-z0-9]([a-z0-9-]*[a-z0-9])?").upTo(63));

    static final Field<Optional<List<Address>>> ADDRESSES =
            Field.optional(
                            "addresses",
                            ListShape.ofDistinct(Texts.ADDRESS).notEmpty(),
                            "Where the upstream listens; requests are spread over all")
                    .example("[\"127.0.0.1:9101\"]");

    private static final Field<String> NAME =
            Field.required("name", Texts.HOST, "The name whose addresses (A and AAAA) are taken")
                    .example("item.shop");
    private static final Field<Integer> PORT =
            Field.required("port", new WholeShape(1, MAX_PORT), "Where each of them listens")
                    .example("9000");
    private static final Field<Duration> EVERY =
            Field.withDefault(
                    "every",
                    Texts.duration(MIN_EVERY, MAX_EVERY),
                    "10s",
                    "How long from one question to the next, give or take a tenth; what name servers say of it does not count");
    private static final Field<Optional<Address>> SERVER =
            Field.optional(
                            "server",
                            Texts.ADDRESS,
                            "The name server to ask; without it, those that the machine asks, and its hosts file")
                    .example("\"127.0.0.1:8600\"");
    static final Field<Optional<Dns>> DNS =
            Field.optional(
                            "dns",
                            ObjectShape.named(
                                            "DnsSource",
                                            "All addresses of a name, asked for again and again")
                                    .fields(NAME, PORT, EVERY, SERVER)
                                    .build(
                                            v ->
                                                    new Dns(
                                                            v.get(NAME),
                                                            v.get(PORT),
                                                            v.get(EVERY),
                                                            v.get(SERVER))),
                            "Takes all addresses of a name. When it cannot be found, or has none, the last ones stay")
                    .example("{name: item.shop, port: 9000, every: 10s}");

    private static final Field<String> SERVICE =
            Field.required("service", LABEL, "The service whose pods are taken").example("item");
    private static final Field<String> NAMESPACE =
            Field.required("namespace", LABEL, "Where the service is").example("shop");
    private static final Field<Optional<String>> PORT_NAME =
            Field.optional(
                            "port",
                            LABEL,
                            "The name of the service's port; without it, the service has only one")
                    .example("grpc");
    static final Field<Optional<Kubernetes>> KUBERNETES =
            Field.optional(
                            "kubernetes",
                            ObjectShape.named(
                                            "KubernetesSource",
                                            "The pods of a service of Kubernetes, as its EndpointSlices name them")
                                    .fields(SERVICE, NAMESPACE, PORT_NAME)
                                    .build(
                                            v ->
                                                    new Kubernetes(
                                                            v.get(SERVICE),
                                                            v.get(NAMESPACE),
                                                            v.get(PORT_NAME))),
                            "Takes the pods of a service that are ready, as soon as they are. When the cluster cannot be asked, the last ones stay")
                    .example("{service: item, namespace: shop, port: grpc}");

    private static final List<Field<?>> ALL = List.of(ADDRESSES, DNS, KUBERNETES);
    private static final String KEYS = "addresses, dns, kubernetes";

    private SourceSection() {}

    /// Exactly one says it.
    static void check(Values v) {
        if (given(v).count() > 1) {
            report("an upstream must have only one of " + KEYS, v);
        } else if (ALL.stream().allMatch(v::lacks)) {
            report("an upstream needs one of " + KEYS, v);
        }
    }

    static EndpointSource of(Values v) {
        return given(v).findFirst().orElse(NOWHERE);
    }

    private static Stream<EndpointSource> given(Values v) {
        return Stream.of(
                        v.find(ADDRESSES).flatMap(all -> all).map(Addresses::new),
                        v.find(DNS).flatMap(dns -> dns),
                        v.find(KUBERNETES).flatMap(service -> service))
                .flatMap(Optional::stream);
    }

    private static void report(String message, Values v) {
        v.report(new Problem(v.at(), ProblemCode.NOT_ONE_OF, message));
    }
}
