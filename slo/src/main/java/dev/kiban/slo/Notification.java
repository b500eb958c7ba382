package dev.kiban.slo;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What people are told: that an alert fires, or that it no longer does.
///
/// Alertmanager tells alerts apart by their labels: those of the end must be those of the
/// beginning.
///
/// @param id the same each time it is told, so that a repetition does no harm
/// @param labels what it is about; one is `alertname`
/// @param annotations what to say
/// @param endsAt when it ended; empty while it fires
public record Notification(
        String id,
        SortedMap<String, String> labels,
        SortedMap<String, String> annotations,
        Instant startsAt,
        Optional<Instant> endsAt) {
    private static final int MAX_ID = 200;
    private static final int MAX_NAMES = 64;
    private static final int MAX_TEXT = 4_000;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:/-]{1," + MAX_ID + "}");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]{0,99}");

    /// @throws IllegalArgumentException if it has no name, is too large, or ends before it starts
    public Notification {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "a notification's id is 1 to %d letters, digits and ._:/-".formatted(MAX_ID));
        }
        if (labels.getOrDefault("alertname", "").isBlank()) {
            throw new IllegalArgumentException("a notification has the label 'alertname'");
        }
        if (endsAt.isPresent() && endsAt.get().isBefore(startsAt)) {
            throw new IllegalArgumentException("an alert ends after it starts");
        }
        labels = checked(labels);
        annotations = checked(annotations);
    }

    /// An alert that fires.
    public static Notification firing(
            String id,
            Map<String, String> labels,
            Map<String, String> annotations,
            Instant startsAt) {
        return new Notification(
                id, new TreeMap<>(labels), new TreeMap<>(annotations), startsAt, Optional.empty());
    }

    /// The same alert, ended.
    ///
    /// @param id of this notification, another than that of the beginning
    public Notification resolved(String id, Instant endsAt) {
        return new Notification(id, labels, annotations, startsAt, Optional.of(endsAt));
    }

    /// Whether the alert goes on.
    public boolean isFiring() {
        return endsAt.isEmpty();
    }

    private static SortedMap<String, String> checked(Map<String, String> texts) {
        if (texts.size() > MAX_NAMES) {
            throw new IllegalArgumentException("more than %d names".formatted(MAX_NAMES));
        }
        texts.forEach(
                (name, text) -> {
                    if (!NAME.matcher(name).matches()) {
                        throw new IllegalArgumentException("no name: '%s'".formatted(name));
                    }
                    if (text.length() > MAX_TEXT) {
                        throw new IllegalArgumentException(
                                "'%s' is longer than %d letters".formatted(name, MAX_TEXT));
                    }
                });
        return Collections.unmodifiableSortedMap(new TreeMap<>(texts));
    }
}
