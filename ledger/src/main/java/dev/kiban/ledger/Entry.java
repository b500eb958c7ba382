package dev.kiban.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kiban.kernel.Json;
import dev.kiban.kernel.ServiceName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Something that happened, to be written down.
///
/// ```java
/// Entry.of("amy", new Action("gate.overridden"), "released with an empty budget")
///         .about(new ServiceName("shop"))
///         .with(Json.object(Map.of("reason", Json.text("fixes the outage"))))
///         .correlated(List.of("INC-42"));
/// ```
///
/// @param actor who did it: a person or a program
/// @param summary one line for people
/// @param details more, for programs
/// @param correlation ids by which it belongs to other things: a request, an incident, a change
public record Entry(
        String actor,
        Action action,
        Optional<ServiceName> service,
        String summary,
        Json details,
        List<String> correlation) {
    /// Bytes of the details.
    public static final int MAX_DETAILS_BYTES = 64 * 1024;

    /// Correlation ids of one event.
    public static final int MAX_CORRELATION = 16;

    /// Characters of the actor, and of one correlation id.
    public static final int MAX_NAME_LENGTH = 200;

    /// Characters of the summary.
    public static final int MAX_SUMMARY_LENGTH = 500;

    /// Without them some letters and signs cannot be written.
    private static final Set<Integer> JOINERS = Set.of(0x200c, 0x200d);

    /// @throws IllegalArgumentException if something is empty, too large, or not for one line
    public Entry {
        check("actor", actor, MAX_NAME_LENGTH);
        check("summary", summary, MAX_SUMMARY_LENGTH);
        correlation = List.copyOf(correlation);
        correlation.forEach(id -> check("correlation id", id, MAX_NAME_LENGTH));
        if (correlation.size() > MAX_CORRELATION) {
            throw new IllegalArgumentException(
                    "an event has at most %d correlation ids, not %d"
                            .formatted(MAX_CORRELATION, correlation.size()));
        }
        int bytes = details.print().getBytes(UTF_8).length;
        if (bytes > MAX_DETAILS_BYTES) {
            throw new IllegalArgumentException(
                    "the details of an event are at most %d bytes of JSON, not %d"
                            .formatted(MAX_DETAILS_BYTES, bytes));
        }
    }

    /// About no service, without details.
    public static Entry of(String actor, Action action, String summary) {
        return new Entry(
                actor, action, Optional.empty(), summary, Json.object(Map.of()), List.of());
    }

    public Entry about(ServiceName name) {
        return new Entry(actor, action, Optional.of(name), summary, details, correlation);
    }

    public Entry with(Json newDetails) {
        return new Entry(actor, action, service, summary, newDetails, correlation);
    }

    public Entry correlated(List<String> ids) {
        return new Entry(actor, action, service, summary, details, ids);
    }

    /// One line of whole characters that can be seen: what is shown later must not move somebody's
    /// cursor, nor be read backwards, nor be nothing that looks like something.
    private static void check(String what, String text, int max) {
        if (text.isBlank() || text.length() > max) {
            throw new IllegalArgumentException(
                    "the %s of an event has 1 to %d characters".formatted(what, max));
        }
        if (text.codePoints().anyMatch(Entry::isNoText)) {
            throw new IllegalArgumentException(
                    "the %s of an event is one line without control or invisible characters"
                            .formatted(what));
        }
    }

    private static boolean isNoText(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    true;
            case Character.FORMAT -> !JOINERS.contains(point);
            default -> false;
        };
    }
}
