package dev.kiban.transcode.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Chooses the kind of a reply by the `Accept` header (RFC 9110).
///
/// The highest quality wins; among equals the kind that the client names rather than a wildcard,
/// then the one that the client names first, then the one that is offered first.
public final class Accept {
    private static final int MAX_RANGES = 32;

    private Accept() {}

    /// What was chosen.
    ///
    /// @param type what to write
    /// @param contentType its name, in the spelling of the client if it named the type
    public record Choice(MediaType type, String contentType) {}

    /// The best of the offers, or empty if the client takes none of them.
    ///
    /// @param header the value of `Accept`; empty, like no header at all, takes anything
    /// @param offers what the reply can be, best first
    public static Optional<Choice> choose(String header, List<MediaType> offers) {
        MediaType first = offers.getFirst();
        if (header.isEmpty() || header.equals("*/*") || header.equals(first.contentType())) {
            return Optional.of(new Choice(first, first.contentType())); // what most clients send
        }
        List<MediaRange> ranges = ranges(header);
        return offers.stream()
                .flatMap(offer -> match(offer, ranges).stream())
                .max(Match.BY_PREFERENCE) // the first of equals
                .map(Match::choice);
    }

    private static List<MediaRange> ranges(String header) {
        List<MediaRange> ranges = new ArrayList<>();
        for (String range : header.split(",", MAX_RANGES + 1)) {
            if (ranges.size() < MAX_RANGES) {
                ranges.add(MediaRange.parse(range, ranges.size()));
            }
        }
        return ranges;
    }

    /// The most exact range speaks for an offer, so that `q=0` can take it out of a wildcard.
    private static Optional<Match> match(MediaType offer, List<MediaRange> ranges) {
        return ranges.stream()
                .map(range -> new Match(offer, range, range.exactness(offer)))
                .filter(match -> match.exactness() > 0)
                .max(Comparator.comparingInt(Match::exactness))
                .filter(match -> match.range().quality() > 0);
    }

    private record Match(MediaType offer, MediaRange range, int exactness) {
        static final Comparator<Match> BY_PREFERENCE =
                Comparator.<Match>comparingInt(match -> match.range().quality())
                        .thenComparingInt(Match::exactness)
                        .thenComparing(
                                match -> match.range().position(), Comparator.reverseOrder());

        Choice choice() {
            boolean named = exactness == MediaRange.NAMED;
            return new Choice(offer, named ? range.name() : offer.contentType());
        }
    }
}
