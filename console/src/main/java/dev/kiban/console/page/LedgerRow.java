package dev.kiban.console.page;

import dev.kiban.kernel.ServiceName;
import dev.kiban.ledger.Event;
import dev.kiban.ledger.Hash;
import java.util.Map;
import java.util.TreeMap;

/// An event in the reader's words. It stands in the ledger as somebody wrote it: nothing of it is
/// trusted.
public record LedgerRow(Visitor visitor, Event event) {
    private static final int ENOUGH_OF_A_HASH = 12;
    private static final String NOTHING = "{}";

    /// The address at which this event is the first, whatever comes later.
    public String permanent() {
        Map<String, String> query = new TreeMap<>();
        query.put("before", Long.toString(event.sequence() + 1));
        query.put("zone", visitor.asked("zone"));
        query.values().removeIf(String::isEmpty);
        return Visitor.address(visitor.path(), query) + "#event-" + event.sequence();
    }

    /// The address of all that belongs to an id.
    public String belongingTo(String id) {
        return only("correlation", id);
    }

    /// The address of all events of its kind.
    public String ofItsKind() {
        return only("kind", event.action());
    }

    /// The address of its service's page; empty if no service can be called that.
    public String servicePage() {
        try {
            return event.service()
                    .map(ServiceName::new)
                    .map(name -> visitor.to("/services/" + name.value()))
                    .orElse("");
        } catch (IllegalArgumentException e) {
            return ""; // written by who went around the ledger
        }
    }

    public boolean hasDetails() {
        return !event.details().equals(NOTHING);
    }

    public String details() {
        return ReadableJson.of(event.details());
    }

    public String hash() {
        return brief(event.hash());
    }

    public String previous() {
        return brief(event.previous());
    }

    private String only(String key, String value) {
        return Visitor.address(
                visitor.path(),
                visitor.asked("zone").isEmpty()
                        ? Map.of(key, value)
                        : Map.of(key, value, "zone", visitor.asked("zone")));
    }

    static String brief(Hash hash) {
        return hash.hex().substring(0, ENOUGH_OF_A_HASH);
    }
}
