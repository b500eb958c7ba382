package dev.kiban.gateway.explain;

import dev.kiban.definition.Concurrency;
import dev.kiban.definition.Definitions;
import dev.kiban.definition.EndpointSource.Addresses;
import dev.kiban.definition.Location;
import dev.kiban.definition.SplitKey;
import dev.kiban.gateway.Backend;
import dev.kiban.gateway.Target;
import dev.kiban.gateway.Traffic.Shared;
import dev.kiban.gateway.Traffic.ToOne;
import dev.kiban.gateway.balance.EndpointView;
import dev.kiban.gateway.explain.Explanation.End;
import dev.kiban.gateway.explain.Explanation.Line;
import dev.kiban.gateway.explain.Explanation.Refused;
import dev.kiban.gateway.explain.Explanation.Served;
import dev.kiban.gateway.explain.Explanation.Stage;
import dev.kiban.gateway.split.Asked;
import dev.kiban.gateway.split.Key;
import dev.kiban.gateway.split.KeyText;
import dev.kiban.gateway.split.Split;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// The last stages: which backend gets a request, and where that is.
///
/// @param present what is not in the plan
/// @param lines takes what they say
record BackendStages(Definitions definitions, Target target, Present present, List<Line> lines) {

    End run(Asked request) {
        return switch (target.traffic()) {
            case ToOne(Backend backend) -> sendTo(backend);
            case Shared shared ->
                    part(request, (Shared) shared.weighed(present.weights()), shared.split());
        };
    }

    /// @param defined how the definition shares
    private End part(Asked request, Shared shared, Split defined) {
        String header = shared.override().orElse("");
        String named = header.isEmpty() ? "" : request.header(header);
        return named.isEmpty()
                ? byShares(request, shared, defined)
                : override(header, named, shared);
    }

    private End override(String header, String named, Shared shared) {
        Optional<Backend> backend =
                shared.split().backends().stream()
                        .filter(part -> part.name().equals(named))
                        .findFirst()
                        .map(part -> backend(part.name(), shared));
        if (backend.isEmpty()) {
            say(Stage.SPLIT, "'%s' is no backend of this route".formatted(named), place(shared));
            return new Refused(
                    400, "the header '%s' names no backend of this route".formatted(header));
        }
        say(Stage.SPLIT, "the header '%s' names %s".formatted(header, named), place(shared));
        return sendTo(backend.get());
    }

    private End byShares(Asked request, Shared shared, Split defined) {
        String shares =
                shared.split().equals(defined)
                        ? defined.text()
                        : "%s, set at run time (defined: %s)"
                                .formatted(shared.split().text(), defined.text());
        String key = KeyText.of(request, shared.by());
        if (key.isEmpty()) {
            say(
                    Stage.SPLIT,
                    "%s, by %s: this one has none, and goes anywhere"
                            .formatted(shares, text(shared.by())),
                    place(shared));
            shared.split().backends().stream()
                    .filter(part -> part.weight() > 0)
                    .forEach(part -> sendTo(backend(part.name(), shared)));
            return new Served();
        }
        String chosen = shared.split().choose(Key.of(key)).name();
        say(
                Stage.SPLIT,
                "%s, by %s: '%s' belongs to %s".formatted(shares, text(shared.by()), key, chosen),
                place(shared));
        return sendTo(backend(chosen, shared));
    }

    private End sendTo(Backend backend) {
        String endpoints = backend.upstream().source().text();
        String protocol = backend.upstream().protocol().name().toLowerCase(Locale.ROOT);
        String name = backend.isDefault() ? "" : backend.name() + ": ";
        say(
                Stage.UPSTREAM,
                name + protocol + " " + endpoints + limit(backend) + known(backend),
                place(backend));
        return new Served();
    }

    private static String limit(Backend backend) {
        Optional<Concurrency> rule = backend.upstream().concurrency();
        if (rule.isEmpty()) {
            return "";
        }
        String learned =
                rule.get()
                        .atLeast()
                        .map(least -> ", as latency allows, and at least " + least)
                        .orElse("");
        return ", at most %d requests under way%s".formatted(rule.get().atMost(), learned);
    }

    /// Which endpoints there are, where the definitions do not say it, and which are left out.
    private String known(Backend backend) {
        List<EndpointView> all = present.endpoints().apply(backend.upstream());
        boolean written = backend.upstream().source() instanceof Addresses;
        String told =
                all.stream()
                        .filter(one -> !written || one.state() != EndpointView.State.SERVING)
                        .map(one -> one.text(present.loops()))
                        .collect(Collectors.joining("; "));
        return told.isEmpty() ? "" : ": " + told;
    }

    private void say(Stage stage, String text, Optional<Location> place) {
        lines.add(new Line(stage, text, place));
    }

    private static Backend backend(String name, Shared shared) {
        return shared.backends().stream()
                .filter(backend -> backend.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String text(SplitKey by) {
        return switch (by) {
            case SplitKey.User _ -> "user";
            case SplitKey.Header(String name) -> "the header '%s'".formatted(name);
            case SplitKey.Cookie(String name) -> "the cookie '%s'".formatted(name);
            case SplitKey.EachRequest _ -> "request";
        };
    }

    private static Optional<Location> place(Shared shared) {
        return Optional.of(shared.at());
    }

    private Optional<Location> place(Backend backend) {
        return definitions.service(target.service()).stream()
                .flatMap(service -> service.backends().stream())
                .filter(known -> known.name().equals(backend.name()))
                .map(known -> known.upstream().at())
                .findFirst();
    }
}
