package dev.kiban.runtime.telemetry.log;

import java.util.Locale;

/// The names of all facts in this program's log: one list, so that a search finds every line about
/// a thing.
public enum LogKey {
    ADDRESS,
    ATTEMPT,
    BYTES,
    COLUMN,
    COUNT,
    DIRECTORY,
    DURATION,
    ENDPOINT,
    ERROR,
    FILE,
    GENERATION,
    HOST,
    LINE,
    PACE,
    PORT,
    PROBLEM,
    REASON,
    ROUTES,
    SERVER,
    SERVICE,
    SIGNAL,
    SPLIT,
    STEP,
    UPSTREAM,
    VALUE;

    private final String text = name().toLowerCase(Locale.ROOT);

    /// This key with its value in one line of the log.
    public Fact is(Object value) {
        return new Fact(this, value);
    }

    String text() {
        return text;
    }
}
