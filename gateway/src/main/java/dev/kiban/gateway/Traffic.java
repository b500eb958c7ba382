package dev.kiban.gateway;

import dev.kiban.definition.Destination;
import dev.kiban.definition.Destination.One;
import dev.kiban.definition.Destination.Only;
import dev.kiban.definition.Destination.Unhealthy;
import dev.kiban.definition.Location;
import dev.kiban.definition.Mirror;
import dev.kiban.definition.Service;
import dev.kiban.definition.SplitKey;
import dev.kiban.gateway.split.Split;
import dev.kiban.gateway.split.SplitName;
import dev.kiban.gateway.split.Weights;
import java.util.List;
import java.util.Optional;

/// Which backends serve the requests of a route.
public sealed interface Traffic {

    /// All that it can go to, mirrors too.
    List<Backend> backends();

    /// The same, shared as weights say.
    Traffic weighed(Weights weights);

    /// All of it goes to one.
    record ToOne(Backend backend) implements Traffic {

        @Override
        public List<Backend> backends() {
            return List.of(backend);
        }

        @Override
        public Traffic weighed(Weights weights) {
            return this;
        }
    }

    /// Several share it.
    ///
    /// @param split as the definition has it; its backends are among those here
    /// @param by what a request is held to its backend by
    /// @param override the header by which a request may name its backend
    record Shared(
            SplitName name,
            List<Backend> backends,
            Split split,
            SplitKey by,
            Optional<String> override,
            Unhealthy unhealthy,
            Optional<Mirror> mirror,
            Location at)
            implements Traffic {

        public Shared {
            backends = List.copyOf(backends);
        }

        @Override
        public Traffic weighed(Weights weights) {
            return new Shared(
                    name, backends, weights.of(name, split), by, override, unhealthy, mirror, at);
        }
    }

    /// The traffic of a route that leads to backends of its service, as is checked.
    static Traffic of(Service service, Destination destination) {
        return switch (destination) {
            case Only _ -> new ToOne(planned(service.backends().getFirst()));
            case One(String name, _) -> new ToOne(planned(service, name));
            case Destination.Split split -> shared(service, split);
        };
    }

    private static Shared shared(Service service, Destination.Split split) {
        return new Shared(
                new SplitName(service.name(), split.name()),
                service.backends().stream()
                        .filter(backend -> split.reaches(backend.name()))
                        .map(Traffic::planned)
                        .toList(),
                Split.ofShares(split.shares()),
                split.by(),
                split.override(),
                split.unhealthy(),
                split.mirror(),
                split.at());
    }

    private static Backend planned(Service service, String name) {
        return service.backends().stream()
                .filter(backend -> backend.name().equals(name))
                .findFirst()
                .map(Traffic::planned)
                .orElseThrow();
    }

    private static Backend planned(dev.kiban.definition.Backend backend) {
        return new Backend(backend.name(), UpstreamTarget.of(backend.upstream()));
    }
}
