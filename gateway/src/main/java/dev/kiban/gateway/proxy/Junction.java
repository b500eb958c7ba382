package dev.kiban.gateway.proxy;

import dev.kiban.gateway.Traffic.Shared;
import dev.kiban.gateway.split.Key;
import dev.kiban.gateway.split.KeyText;
import dev.kiban.gateway.split.Split;
import dev.kiban.gateway.split.Weights;
import dev.kiban.runtime.http.Headers;
import dev.kiban.transcode.http.GrpcCode;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Where the requests of a route part, on one loop.
final class Junction implements Way {
    private static final CharSequence NO_HEADER = "";
    private static final Nowhere CANNOT_SERVE =
            new Nowhere(
                    Failure.of(
                            GrpcCode.UNAVAILABLE, "the backend of this request cannot serve now"));

    private final Shared shared;
    private final List<LoopBackend> backends;
    private final CharSequence override;
    private final RandomGenerator random;
    private Split split;

    /// @param weights at this time
    /// @param random where requests go that have no key
    Junction(Shared shared, List<LoopBackend> backends, Weights weights, RandomGenerator random) {
        this.shared = shared;
        this.backends = List.copyOf(backends);
        this.override = shared.override().map(Headers::ascii).orElse(NO_HEADER);
        this.random = random;
        this.split = weights.of(shared.name(), shared.split());
    }

    /// From here on requests part like this.
    void weigh(Weights weights) {
        split = weights.of(shared.name(), shared.split());
    }

    @Override
    public Choice choose(Request request) {
        String named = named(request);
        return named.isEmpty() ? choose(key(request)) : override(named);
    }

    /// Each request by itself; what the mirror serves already it needs no copy of.
    @Override
    public Optional<LoopBackend> mirror(LoopBackend chosen) {
        return shared.mirror()
                .filter(mirror -> !mirror.to().equals(chosen.backend().name()))
                .filter(mirror -> random.nextInt(Split.WHOLE) < mirror.share().millionths())
                .map(mirror -> at(mirror.to()));
    }

    /// The backend that the request itself names, which nobody behind us needs to know.
    private String named(Request request) {
        if (override.isEmpty()) {
            return "";
        }
        String named = request.headers().get(override, "");
        request.headers().remove(override);
        return named;
    }

    /// Who names a backend wants to see that one, and no other in its place.
    private Choice override(String named) {
        for (Split.Backend part : split.backends()) {
            if (part.name().equals(named)) {
                return at(named);
            }
        }
        return new Nowhere(
                Failure.of(
                        GrpcCode.INVALID_ARGUMENT,
                        "the header '%s' names no backend of this route".formatted(override)));
    }

    private Key key(Request request) {
        String text = KeyText.of(request, shared.by());
        return text.isEmpty() ? new Key(random.nextLong()) : Key.of(text);
    }

    private Choice choose(Key key) {
        LoopBackend usual = at(split.choose(key).name());
        if (usual.upstream().canServe()) {
            return usual;
        }
        return switch (shared.unhealthy()) {
            case FAIL -> CANNOT_SERVE;
            case FAIL_OVER ->
                    split.choose(key, this::canServe)
                            .map(next -> at(next.name()))
                            .orElse(usual); // it says itself that it cannot
        };
    }

    private boolean canServe(Split.Backend part) {
        return at(part.name()).upstream().canServe();
    }

    /// Splits have few backends.
    private LoopBackend at(String name) {
        for (LoopBackend backend : backends) {
            if (backend.backend().name().equals(name)) {
                return backend;
            }
        }
        throw new IllegalStateException("no backend '%s' of %s".formatted(name, shared.name()));
    }
}
