package dev.kiban.console.page;

import dev.kiban.console.Routes.Line;
import dev.kiban.definition.Address;
import dev.kiban.gateway.PlannedRoute;
import dev.kiban.gateway.PlannedRoute.Kind;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A route in the table.
public record RouteRow(Line line) {

    public PlannedRoute route() {
        return line.route();
    }

    /// The addresses behind it.
    public String upstream() {
        return route().upstream().addresses().stream()
                .map(Address::toString)
                .collect(Collectors.joining(", "));
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
