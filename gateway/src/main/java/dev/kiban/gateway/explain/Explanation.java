package dev.kiban.gateway.explain;

import dev.kiban.definition.Location;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What the stages say of a request, in their order. The last one is the upstream that gets it, or
/// the one that refuses it.
///
/// @param end what the client gets
public record Explanation(List<Line> lines, End end) {

    public Explanation {
        lines = List.copyOf(lines);
    }

    /// What a request goes through.
    public enum Stage {
        ENTRANCE,
        ROUTE,
        CORS,
        ADDRESS,
        ACCESS,
        RATE,
        LIMITS,
        RETRIES,
        SPLIT,
        UPSTREAM;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What one stage says.
    ///
    /// @param place of the definitions that decided; empty if none did
    public record Line(Stage stage, String text, Optional<Location> place) {}

    /// How it ends.
    public sealed interface End {}

    /// The gateway answers in place of a service.
    ///
    /// @param status of HTTP
    /// @param message what the client gets, in words
    public record Answered(int status, String message) implements End {}

    /// The upstream answers.
    public record Served() implements End {}

    /// The gateway answers.
    ///
    /// @param status of HTTP
    /// @param message as the client reads it
    public record Refused(int status, String message) implements End {}
}
