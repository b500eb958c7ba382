package dev.kiban.console;

import dev.kiban.kernel.Json;
import dev.kiban.kernel.ServiceName;
import dev.kiban.ledger.Action;
import dev.kiban.ledger.Entry;
import dev.kiban.ledger.Event;
import dev.kiban.ledger.EventStore;
import dev.kiban.ledger.Head;
import dev.kiban.ledger.Ledger;
import dev.kiban.ledger.Once;
import dev.kiban.ledger.Page;
import dev.kiban.ledger.Query;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/// A ledger in memory: releases, overrides, and an event of somebody with bad intentions.
public final class FakeChronicle implements Chronicle {
    private static final Action RELEASED = new Action("release.recorded");
    private static final Action OVERRIDDEN = new Action("gate.overridden");

    private final Memory memory = new Memory();
    private Instant now = FakeBoard.NOW.minus(Duration.ofDays(3));
    private final Ledger ledger = new Ledger(memory, () -> now);

    /// With a hundred events and some.
    public FakeChronicle() {
        for (int i = 0; i < 120; i++) {
            release("1.%d.0".formatted(i));
        }
        Map<String, Json> details = new LinkedHashMap<>();
        details.put("reason", Json.text("fixes the outage: \"all, of it\""));
        details.put("until", Json.text("2026-11-22T06:00:00Z"));
        details.put("budgets", Json.array(List.of(Json.number(-12), Json.object(Map.of()))));
        append(
                Entry.of("amy", OVERRIDDEN, "released with an empty budget")
                        .about(new ServiceName("a-overspent"))
                        .with(Json.object(details))
                        .correlated(List.of("INC-42", "\"><script>alert('id')</script>")));
        memory.events.add(hostile(memory.events.getLast()));
    }

    /// As nobody can write through the ledger, but around it.
    private static Event hostile(Event before) {
        String script = "<script>alert('%s')</script>";
        return new Event(
                before.sequence() + 1,
                before.recordedAt().plusSeconds(60),
                script.formatted("actor"),
                script.formatted("action"),
                Optional.of(script.formatted("service")),
                script.formatted("summary"),
                "{\"a\": \"%s\"}".formatted(script.formatted("details")),
                List.of("javascript:alert(1)"),
                before.hash(),
                before.hash());
    }

    /// Writes down that a version is live.
    public void release(String version) {
        append(
                Entry.of("release-bot", RELEASED, version + " is live")
                        .about(new ServiceName("f-fine"))
                        .with(Json.object(Map.of("version", Json.text(version)))));
    }

    private void append(Entry entry) {
        ledger.append(entry);
        now = now.plus(Duration.ofMinutes(17));
    }

    @Override
    public Optional<Page<Event>> search(Query query) {
        return Optional.of(ledger.search(query));
    }

    @Override
    public Optional<Check> check() {
        return Optional.of(new Check(FakeBoard.NOW, ledger.verify()));
    }

    private static final class Memory implements EventStore {
        private final List<Event> events = new ArrayList<>();

        @Override
        public Event append(Json details, BiFunction<Head, String, Event> next) {
            Head head =
                    events.isEmpty()
                            ? Head.START
                            : new Head(events.getLast().sequence(), events.getLast().hash());
            events.add(next.apply(head, details.print().replaceAll("\\s+", " ").strip()));
            return events.getLast();
        }

        @Override
        public Once appendOnce(String key, Json details, BiFunction<Head, String, Event> next) {
            return new Once(append(details, next), true);
        }

        @Override
        public List<Event> find(Query query, int limit) {
            return events.reversed().stream()
                    .filter(event -> fits(event, query))
                    .limit(limit)
                    .toList();
        }

        private static boolean fits(Event event, Query query) {
            return query.service().stream()
                            .allMatch(
                                    name -> event.service().stream().anyMatch(name.value()::equals))
                    && query.kind().stream()
                            .allMatch(
                                    kind ->
                                            event.action().equals(kind)
                                                    || event.action().startsWith(kind + "."))
                    && query.correlation().stream().allMatch(event.correlation()::contains)
                    && query.from().stream().noneMatch(event.recordedAt()::isBefore)
                    && query.until().stream().allMatch(event.recordedAt()::isBefore)
                    && event.sequence() < query.before().orElse(Long.MAX_VALUE);
        }

        @Override
        public Optional<Head> replay(Predicate<Event> sink) {
            events.stream().takeWhile(sink).forEach(_ -> {});
            return Optional.of(new Head(events.getLast().sequence(), events.getLast().hash()));
        }
    }
}
