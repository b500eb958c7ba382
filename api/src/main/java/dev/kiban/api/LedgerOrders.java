package dev.kiban.api;

import dev.kiban.kernel.Json;
import dev.kiban.kernel.PaceName;
import dev.kiban.ledger.Action;
import dev.kiban.ledger.Entry;
import dev.kiban.ledger.Ledger;
import dev.kiban.pace.order.Given.Made;
import dev.kiban.pace.order.Order;
import dev.kiban.pace.order.OrderNews;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Tells the ledger what was ordered of paces.
public record LedgerOrders(Ledger ledger) implements OrderNews {
    private static final Action ORDERED = new Action("pace.ordered");

    @Override
    public long tell(
            PaceName pace,
            String about,
            Optional<Order> order,
            Optional<Instant> until,
            Made made) {
        String wish = order.map(Order::written).orElse(about + " as defined");
        Map<String, Json> details = new LinkedHashMap<>();
        details.put("pace", Json.text(pace.value()));
        details.put("order", Json.text(wish));
        until.ifPresent(end -> details.put("until", Json.text(end.toString())));
        details.put("reason", Json.text(made.reason()));
        return ledger.append(
                        Entry.of(made.by(), ORDERED, "pace %s: %s".formatted(pace, wish))
                                .with(Json.object(details)))
                .sequence();
    }
}
