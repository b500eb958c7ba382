package dev.kiban.gateway.schema;

import dev.kiban.definition.Address;
import dev.kiban.definition.Backend;
import dev.kiban.definition.Definitions;
import dev.kiban.definition.Location;
import dev.kiban.definition.Metadata;
import dev.kiban.definition.Protocol;
import dev.kiban.definition.SchemaSource;
import dev.kiban.definition.Service;
import dev.kiban.definition.Tier;
import dev.kiban.definition.Upstream;
import dev.kiban.kernel.ServiceName;
import dev.kiban.kernel.TeamName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Definitions with nothing in them but services and their schemas.
final class Snapshot {
    static final ServiceName ITEM = new ServiceName("item");
    private static final Location AT = new Location(Path.of("item.yaml"), 3, 5);

    private Snapshot() {}

    static Definitions of(Service... services) {
        return new Definitions(Path.of("."), List.of(), Arrays.asList(services));
    }

    static Service withFile(String name, Path file) {
        return service(name, new SchemaSource.DescriptorSet(file, AT), 9);
    }

    static Service reflecting(String name, int port) {
        return service(name, new SchemaSource.Reflection(Duration.ofMillis(20), AT), port);
    }

    private static Service service(String name, SchemaSource source, int port) {
        List<Address> addresses = List.of(new Address("127.0.0.1", port));
        return new Service(
                new ServiceName(name),
                Metadata.NONE,
                new TeamName("item-team"),
                Tier.STANDARD,
                "",
                List.of(),
                Optional.of(source),
                List.of(
                        new Backend(
                                Backend.DEFAULT,
                                new Upstream(Protocol.GRPC, addresses, Optional.empty(), AT))),
                List.of(),
                List.of(),
                Optional.empty(),
                AT);
    }
}
