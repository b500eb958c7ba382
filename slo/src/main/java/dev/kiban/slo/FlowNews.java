package dev.kiban.slo;

import dev.kiban.kernel.ServiceName;
import java.time.Instant;
import java.util.List;

/// What a program tells of a flow of work: which pieces began, and which are done. Told again, it
/// changes nothing.
///
/// @param flow as `slos:` name it
/// @param at when they began and were done
/// @param started ids of pieces; each piece has one of its own
/// @param done likewise
public record FlowNews(
        ServiceName service, String flow, Instant at, List<String> started, List<String> done) {
    /// Ids that are told at once.
    public static final int MAX_IDS = 1_000;

    /// Characters of an id.
    public static final int MAX_ID_LENGTH = 200;

    /// @throws IllegalArgumentException if there is nothing in it, or too much
    public FlowNews {
        started = started.stream().distinct().toList();
        done = done.stream().distinct().toList();
        int ids = started.size() + done.size();
        if (ids == 0 || ids > MAX_IDS) {
            throw new IllegalArgumentException(
                    "tell 1 to %d ids at once, as 'started' or 'done', not %d"
                            .formatted(MAX_IDS, ids));
        }
        started.forEach(FlowNews::check);
        done.forEach(FlowNews::check);
    }

    private static void check(String id) {
        if (id.isBlank()
                || id.length() > MAX_ID_LENGTH
                || id.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "an id has 1 to %d characters, none of them a control character"
                            .formatted(MAX_ID_LENGTH));
        }
    }
}
