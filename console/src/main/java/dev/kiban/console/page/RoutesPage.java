package dev.kiban.console.page;

import dev.kiban.console.Routes.Line;
import dev.kiban.console.Routes.Table;
import dev.kiban.gateway.PlannedRoute.Kind;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The routes of the gateway.
///
/// @param table empty while no plan is live
/// @param tally how many routes there are of each kind, whatever is looked for
/// @param part those that were found
public record RoutesPage(
        Visitor visitor, Optional<Table> table, Map<Kind, Integer> tally, Part<RouteRow> part) {

    /// The part that a visitor asked for.
    public static RoutesPage of(Visitor visitor, Optional<Table> table) {
        List<Line> all = table.map(Table::lines).orElse(List.of());
        Map<Kind, Integer> tally = new EnumMap<>(Kind.class);
        all.forEach(line -> tally.merge(line.route().kind(), 1, Integer::sum));
        List<String> words = words(visitor.asked("q"));
        List<RouteRow> found =
                all.stream()
                        .map(RouteRow::new)
                        .filter(row -> visitor.asked("kind").isEmpty() || row.isKind(visitor))
                        .filter(row -> row.holds(words))
                        .toList();
        return new RoutesPage(visitor, table, tally, Part.of(visitor, found));
    }

    /// The address of the routes of a kind; of all, if that is what is shown now.
    public String only(Kind kind) {
        return visitor.first("kind", isOnly(kind) ? "" : RouteRow.word(kind));
    }

    public boolean isOnly(Kind kind) {
        return visitor.asked("kind").equals(RouteRow.word(kind));
    }

    /// Why there is nothing.
    public String nothing() {
        Phrase phrase =
                tally.isEmpty()
                        ? table.isEmpty() ? Phrase.NO_PLAN : Phrase.NO_ROUTES
                        : Phrase.NO_ROUTE_FOUND;
        return visitor.say(phrase);
    }

    /// A kind in words.
    public static Phrase label(Kind kind) {
        return switch (kind) {
            case TRANSCODED -> Phrase.KIND_TRANSCODED;
            case GRPC -> Phrase.KIND_GRPC;
            case HTTP -> Phrase.KIND_HTTP;
            case PENDING -> Phrase.KIND_PENDING;
        };
    }

    private static List<String> words(String text) {
        return List.of(text.strip().toLowerCase(Locale.ROOT).split("\\s+"));
    }
}
