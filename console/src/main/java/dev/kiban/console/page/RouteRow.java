package dev.kiban.console.page;

import dev.kiban.console.Routes.Line;
import dev.kiban.gateway.Backend;
import dev.kiban.gateway.PlannedRoute;
import dev.kiban.gateway.PlannedRoute.Kind;
import dev.kiban.gateway.Traffic.Shared;
import dev.kiban.gateway.Traffic.ToOne;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A route in the table.
public record RouteRow(Line line) {

    public PlannedRoute route() {
        return line.route();
    }

    /// The addresses behind it, with the share of each backend where there are several.
    public String upstream() {
        return switch (route().traffic()) {
            case ToOne(Backend backend) -> addresses(backend);
            case Shared shared ->
                    shared.backends().stream()
                            .map(
                                    backend ->
                                            "%s %s: %s"
                                                    .formatted(
                                                            backend.name(),
                                                            shared.split().percent(backend.name()),
                                                            addresses(backend)))
                            .collect(Collectors.joining("; "));
        };
    }

    /// Whether any of that is encrypted.
    public boolean isOverTls() {
        return route().traffic().backends().stream()
                .anyMatch(backend -> backend.upstream().tls().isPresent());
    }

    private static String addresses(Backend backend) {
        return backend.upstream().source().text();
    }

    /// Its HTTP method; where any will do, that is said.
    public String method(Visitor visitor) {
        return route().method().equals("*") ? visitor.say(Phrase.ANY_METHOD) : route().method();
    }

    /// As it stands in addresses.
    static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    boolean isKind(Visitor visitor) {
        return word(route().kind()).equals(visitor.asked("kind"));
    }

    /// Whether each word is found in it.
    ///
    /// @param words in lower case
    boolean holds(List<String> words) {
        String all =
                String.join(
                                " ",
                                route().method(),
                                route().path(),
                                route().rpc(),
                                route().service().value(),
                                line.owner().value(),
                                upstream())
                        .toLowerCase(Locale.ROOT);
        return words.stream().allMatch(all::contains);
    }
}
