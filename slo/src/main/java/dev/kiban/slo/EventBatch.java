package dev.kiban.slo;

import dev.kiban.kernel.ServiceName;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Events that a program counted by itself, and tells at once. Told again under the same key, as
/// often as it takes, they count once.
///
/// @param key chosen by the program; no other batch of the service has it
/// @param rows at least one, each of another stream or minute
public record EventBatch(ServiceName service, String key, List<Row> rows) {
    /// Rows of a batch.
    public static final int MAX_ROWS = 1_000;

    /// Events of a row.
    public static final long MAX_EVENTS = 100_000_000;

    /// Characters of a key.
    public static final int MAX_KEY_LENGTH = 100;

    /// @throws IllegalArgumentException if it is empty or too large, or cannot have been counted
    public EventBatch {
        rows = List.copyOf(rows);
        if (key.isBlank() || key.length() > MAX_KEY_LENGTH || key.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "an idempotency key has 1 to %d characters: without one, nobody could tell a repeated batch from another"
                            .formatted(MAX_KEY_LENGTH));
        }
        if (rows.isEmpty() || rows.size() > MAX_ROWS) {
            throw new IllegalArgumentException(
                    "a batch has 1 to %d rows, not %d".formatted(MAX_ROWS, rows.size()));
        }
        Set<Cell> cells = new HashSet<>();
        for (Row row : rows) {
            if (!cells.add(new Cell(row.stream(), row.minute()))) {
                throw new IllegalArgumentException(
                        "minute %s of stream '%s' is there twice: add the two up"
                                .formatted(row.minute(), row.stream()));
            }
        }
    }

    private record Cell(String stream, Instant minute) {}

    /// What was counted of a stream in a minute. Zeros are told too: a minute that nobody tells of
    /// is a gap.
    ///
    /// @param stream as `slos:` name it
    /// @param minute the start of it
    /// @param good of the valid events
    public record Row(String stream, Instant minute, long good, long valid) {

        /// @throws IllegalArgumentException if it cannot have been counted
        public Row {
            if (!minute.equals(minute.truncatedTo(ChronoUnit.MINUTES))) {
                throw new IllegalArgumentException(
                        "%s is not the start of a minute".formatted(minute));
            }
            if (good < 0 || good > valid || valid > MAX_EVENTS) {
                throw new IllegalArgumentException(
                        "%d good of %d valid events cannot be: good is from 0 to valid, and valid at most %d"
                                .formatted(good, valid, MAX_EVENTS));
            }
        }
    }

    /// The newest of its minutes.
    public Instant newest() {
        return rows.stream().map(Row::minute).max(Instant::compareTo).orElseThrow();
    }

    /// The oldest of its minutes.
    public Instant oldest() {
        return rows.stream().map(Row::minute).min(Instant::compareTo).orElseThrow();
    }
}
