package dev.kiban.gateway.count;

import dev.kiban.gateway.count.MinuteCounts.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// A store that keeps its promise: each minute of an instance once, whatever comes again. It can be
/// away, and its answers can be lost.
final class RecordingStore implements CountsOut {
    private final Map<Key, MinuteCounts> stored = new LinkedHashMap<>();
    private final List<MinuteCounts> asked = new ArrayList<>();
    private boolean away;
    private boolean answersAreLost;

    private record Key(UUID instance, Instant minute) {}

    @Override
    public Outcome take(MinuteCounts counts) {
        asked.add(counts);
        if (away) {
            return new Later("the database is away");
        }
        stored.putIfAbsent(new Key(counts.instance(), counts.minute()), counts);
        if (answersAreLost) {
            throw new IllegalStateException("the connection broke before the answer");
        }
        return new Taken();
    }

    void goesAway() {
        away = true;
    }

    void comesBack() {
        away = false;
        answersAreLost = false;
    }

    void losesAnswers() {
        answersAreLost = true;
    }

    /// All that it was asked to take, taken or not.
    List<MinuteCounts> asked() {
        return List.copyOf(asked);
    }

    List<MinuteCounts> stored() {
        return List.copyOf(stored.values());
    }

    Optional<MinuteCounts> stored(Instant minute) {
        return stored.values().stream().filter(one -> one.minute().equals(minute)).findFirst();
    }

    long valid() {
        return rows().stream().mapToLong(Row::valid).sum();
    }

    long errors() {
        return rows().stream().mapToLong(Row::errors).sum();
    }

    private List<Row> rows() {
        return stored.values().stream().flatMap(counts -> counts.rows().stream()).toList();
    }
}
