package dev.kiban.app.command;

import dev.kiban.app.terminal.Columns;
import dev.kiban.kernel.Json;
import dev.kiban.ledger.Event;
import dev.kiban.ledger.Page;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Events for the eyes of people and programs.
final class EventText {
    private EventText() {}

    /// A line for each event; where there are more, how to see them.
    static String lines(Page<Event> page) {
        if (page.items().isEmpty()) {
            return "no events\n";
        }
        String lines =
                Columns.align(page.items().stream().map(EventText::row).toList()).stream()
                        .collect(Collectors.joining("\n", "", "\n"));
        return page.next().isEmpty()
                ? lines
                : lines + "… more with --before %d\n".formatted(page.next().getAsLong());
    }

    static Json json(Page<Event> page) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("events", Json.array(page.items().stream().map(EventText::json).toList()));
        page.next().ifPresent(next -> members.put("next", Json.number(next)));
        return Json.object(members);
    }

    static Json json(Event event) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("sequence", Json.number(event.sequence()));
        members.put("recordedAt", Json.text(event.recordedAt().toString()));
        members.put("actor", Json.text(event.actor()));
        members.put("action", Json.text(event.action()));
        event.service().ifPresent(service -> members.put("service", Json.text(service)));
        members.put("summary", Json.text(event.summary()));
        members.put("details", Json.written(event.details()));
        members.put("correlation", Json.texts(event.correlation()));
        members.put("previousHash", Json.text(event.previous().hex()));
        members.put("hash", Json.text(event.hash().hex()));
        return Json.object(members);
    }

    private static List<String> row(Event event) {
        return List.of(
                String.valueOf(event.sequence()),
                event.recordedAt().toString(),
                safe(event.actor()),
                safe(event.action()),
                safe(event.service().orElse("-")),
                safe(event.summary()));
    }

    /// Who went around the ledger may have put in what moves a terminal's cursor.
    private static String safe(String text) {
        return text.replaceAll("\\p{Cntrl}", "\ufffd");
    }
}
