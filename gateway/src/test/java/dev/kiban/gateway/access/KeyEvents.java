package dev.kiban.gateway.access;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Remembers what became of fetching keys.
final class KeyEvents implements KeyReport {
    private final List<String> events = new CopyOnWriteArrayList<>();

    List<String> events() {
        return events;
    }

    @Override
    public void fetched(String issuer, int keys, Instant at) {
        events.add("%s has %d".formatted(issuer, keys));
    }

    @Override
    public void failed(String issuer, int keys) {
        events.add("%s failed, %d left".formatted(issuer, keys));
    }
}
